import { compileFilterCriteria } from '@millrace/filters';
import type { StreamedChange } from './audit-road.js';
import type { RecordOfShard } from './read-whole-stream.js';

/** Reads the stream's records as changes, and tells which of them the stack's filter wants. */
export function toStreamedChanges(
  records: readonly RecordOfShard[],
  patterns: readonly string[],
): StreamedChange[] {
  const criteria = compileFilterCriteria({ Filters: patterns.map((Pattern) => ({ Pattern })) });
  return records.map(({ shardId, record }) => {
    const { Keys, NewImage, OldImage, SequenceNumber = '' } = record.dynamodb ?? {};
    return {
      shardId,
      sequenceNumber: SequenceNumber,
      eventName: record.eventName ?? '',
      orderId: Keys?.['orderId']?.S ?? '',
      version: Number((NewImage ?? OldImage)?.['version']?.N),
      wanted: criteria.matches(record),
    };
  });
}
