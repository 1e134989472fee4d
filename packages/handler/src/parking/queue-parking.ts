import { lazy, parkingMessageLimit } from '@millrace/shared';
import { HandlerError } from '../consumer/errors.js';
import type { ParkedPointer } from './parked-message.js';
import type { Park, ParkedRecord } from './parked-record.js';

export interface QueueParkingOptions {
  /** A variable of the environment may be handed over as it is: one that is not set is refused at once. */
  readonly queueUrl: string | undefined;
  /** Takes what is larger than a message may be. Without it such a record is not parked but retried. */
  readonly bucketName?: string;
  /** Bytes. Default: 1 MiB, SQS's limit; the queue's own `MaximumMessageSize` must be as large. */
  readonly messageLimit?: number;
}

/**
 * Parks records in an SQS queue, one message each, and those over the message limit in an S3 bucket
 * with a message that points there. The clients are made when the first record is parked.
 *
 * @throws {HandlerError} `INVALID_OPTIONS` without a queue; parking throws `PARKING_FAILED` for a record
 *   over the limit without a bucket, and what the clients throw.
 */
export function createQueueParking(options: QueueParkingOptions): Park {
  const { queueUrl, bucketName, messageLimit = parkingMessageLimit } = options;
  if (!queueUrl) {
    throw new HandlerError(
      'INVALID_OPTIONS',
      'createQueueParking: queueUrl is missing: give the URL of an SQS queue',
    );
  }
  const send = lazy(() => createSender(queueUrl));
  const store = lazy(() => createStore());
  return async (parked, signal) => {
    const body = toMessageText(parked);
    if (Buffer.byteLength(body) <= messageLimit) {
      await (await send())(body, signal);
      return;
    }
    if (bucketName === undefined) throw tooLarge(Buffer.byteLength(body), messageLimit);
    const pointer = pointTo(parked, bucketName);
    await (await store())(pointer, body, signal);
    await (await send())(toMessageText(pointer), signal);
  };
}

async function createSender(queueUrl: string) {
  const { SQSClient, SendMessageCommand } = await import('../clients/sqs.js');
  const client = new SQSClient();
  return async (body: string, abortSignal: AbortSignal): Promise<void> => {
    const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body });
    await client.send(command, { abortSignal });
  };
}

async function createStore() {
  const { S3Client, PutObjectCommand } = await import('../clients/s3.js');
  const client = new S3Client();
  return async (
    { stored }: ParkedPointer,
    body: string,
    abortSignal: AbortSignal,
  ): Promise<void> => {
    const command = new PutObjectCommand({
      Bucket: stored.bucket,
      Key: stored.key,
      Body: body,
      ContentType: 'application/json',
    });
    await client.send(command, { abortSignal });
  };
}

// The key is made of what names the record, so that a record parked twice on one day is stored once.
function pointTo(parked: ParkedRecord, bucket: string): ParkedPointer {
  const { record, ...rest } = parked;
  const day = parked.parkedAt.slice(0, 10).replaceAll('-', '/');
  const name = record.eventID ?? `${parked.where.requestId}-${record.dynamodb?.SequenceNumber}`;
  return { ...rest, stored: { bucket, key: `parked/${day}/${name}.json` } };
}

// SQS refuses these two characters, which JSON leaves as they are (SendMessage, MessageBody).
function toMessageText(message: ParkedRecord | ParkedPointer): string {
  return JSON.stringify(message).replaceAll('\uFFFE', '\\uFFFE').replaceAll('\uFFFF', '\\uFFFF');
}

function tooLarge(bytes: number, limit: number): HandlerError {
  return new HandlerError(
    'PARKING_FAILED',
    `The record takes ${bytes} bytes, more than the ${limit} of a message: name a bucket for such records`,
  );
}
