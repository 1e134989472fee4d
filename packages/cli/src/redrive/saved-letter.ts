import type { StreamRecord } from '@millrace/mapping';
import type { GatheredLetter } from './gather.js';

/** A rescued letter: the form in which Lambda writes to S3, so that `redrive` reads it back. */
export function savedLetter({ letter, functionArn, streamArn, shardId, records }: GatheredLetter) {
  return {
    id: letter.id,
    requestContext: { functionArn },
    DDBStreamBatchInfo: { shardId: shardId ?? 'unknown', streamArn, batchSize: records.length },
    payload: JSON.stringify({ Records: records }),
  };
}

/** An expired letter: what it said, and what of it is still there. */
export function expiredLetter({ letter, streamArn, shardId, records, batchSize }: GatheredLetter) {
  return {
    id: letter.id,
    streamArn,
    shardId,
    recordsThen: batchSize,
    recordsLeft: records.map((record: StreamRecord) => record.dynamodb.SequenceNumber),
    message: letter.body,
  };
}
