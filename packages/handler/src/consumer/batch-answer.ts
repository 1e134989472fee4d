import { isSequenceNumber, type StreamRecord } from '@millrace/shared';
import type { DynamoDBBatchResponse } from 'aws-lambda';

/**
 * The partial batch response that makes Lambda deliver exactly the unfinished rest again: it takes
 * the lowest sequence number named as its checkpoint (documented), so one is enough.
 *
 * A record without a sequence number cannot be named. Leaving it out would mean success and lose it,
 * so the empty identifier fails the whole batch (recorded: any unknown identifier does).
 */
export function answerBatch(
  records: readonly StreamRecord[],
  lowestUnfinished: number | undefined,
): DynamoDBBatchResponse {
  if (lowestUnfinished === undefined) return { batchItemFailures: [] };
  const sequenceNumber = records[lowestUnfinished]?.dynamodb?.SequenceNumber;
  const itemIdentifier = isSequenceNumber(sequenceNumber) ? sequenceNumber : '';
  return { batchItemFailures: [{ itemIdentifier }] };
}
