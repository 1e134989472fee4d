import { validationException } from '../aws-error.js';

/** A place in a shard: the record that was read last, and when the iterator was given out. */
export interface IteratorPosition {
  readonly streamArn: string;
  readonly shardId: string;
  /** Records after this sequence number come next. */
  readonly after: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
}

const FORMAT = /^(arn:aws:dynamodb:[^|]+)\|1\|([A-Za-z0-9+/=]+)$/;
const POSITION = /^(shardId-[0-9a-z-]+) (\d{1,40}) (\d{1,16})$/;

/** Writes an iterator as text: the stream's ARN, then what only this service reads. */
export function encodeIterator({ streamArn, shardId, after, issuedAt }: IteratorPosition): string {
  const position = Buffer.from(`${shardId} ${after} ${issuedAt}`).toString('base64');
  return `${streamArn}|1|${position}`;
}

/** @throws AwsError ValidationException when this service did not give the iterator out. */
export function decodeIterator(text: string): IteratorPosition {
  const [, streamArn, encoded] = FORMAT.exec(text) ?? [];
  const decoded = POSITION.exec(Buffer.from(encoded ?? '', 'base64').toString('latin1'));
  const [, shardId, after, issuedAt] = decoded ?? [];
  if (
    streamArn === undefined ||
    shardId === undefined ||
    after === undefined ||
    issuedAt === undefined
  ) {
    throw validationException('Invalid ShardIterator');
  }
  return { streamArn, shardId, after, issuedAt: Number(issuedAt) };
}
