import type { Clients } from '../aws/clients.js';
import { CliError } from '../output/cli-error.js';
import { BucketInbox } from './bucket-inbox.js';
import { FileInbox } from './file-inbox.js';
import type { Inbox } from './letter.js';
import { QueueInbox } from './queue-inbox.js';

/**
 * Opens what `redrive` is to read: a queue, a bucket, or a file.
 *
 * @param hold milliseconds that a queue's messages are kept from others at a time
 * @throws CliError `INVALID_INBOX`
 */
export async function openInbox(from: string, clients: Clients, hold: number): Promise<Inbox> {
  if (from.startsWith('s3://')) {
    const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(from) ?? [];
    if (bucket === undefined) {
      throw new CliError(
        'INVALID_INBOX',
        `${from} names no bucket. Write s3://bucket/prefix, as in s3://orders-failures/aws/lambda/.`,
      );
    }
    return new BucketInbox(await clients.s3(), bucket, prefix);
  }
  if (/^https?:\/\//.test(from)) {
    const seconds = Math.min(43_200, Math.max(1, Math.ceil(hold / 1_000)));
    return new QueueInbox(await clients.sqs(), from, seconds);
  }
  if (from.startsWith('arn:')) {
    throw new CliError(
      'INVALID_INBOX',
      `${from} is an ARN. Give the queue's URL (aws sqs get-queue-url --queue-name ${from.split(':').at(-1)}), s3://bucket/prefix, or a file.`,
    );
  }
  return new FileInbox(from);
}
