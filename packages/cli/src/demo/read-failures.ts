import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SetAside } from './audit-road.js';

function readFailure(body: string): SetAside {
  const { DDBStreamBatchInfo: batch } = JSON.parse(body);
  return {
    shardId: batch.shardId,
    firstSequenceNumber: batch.startSequenceNumber,
    lastSequenceNumber: batch.endSequenceNumber,
  };
}

/** Takes every failure message out of the queue, as an operator's program would. */
export async function readFailures(queues: SQSClient, queueUrl: string): Promise<SetAside[]> {
  const found: SetAside[] = [];
  for (;;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found;
    for (const { Body = '', ReceiptHandle } of Messages) {
      found.push(readFailure(Body));
      await queues.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}
