import { validationException } from '../aws-error.js';
import { crc32 } from '../wire/crc32.js';

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
const POSITION = /^(shardId-[0-9a-z-]+) (\d{1,40}) (\d{1,16}) (\d{1,10})$/;

/** Writes an iterator as text: the stream's ARN, then what only this service reads. */
export function encodeIterator(at: IteratorPosition): string {
  const { streamArn, shardId, after, issuedAt } = at;
  const text = `${shardId} ${after} ${issuedAt} ${checkOf(at)}`;
  const position = Buffer.from(text).toString('base64');
  return `${streamArn}|1|${position}`;
}

/** @throws AwsError ValidationException when this service did not give the iterator out. */
export function decodeIterator(text: string): IteratorPosition {
  const [, streamArn, encoded] = FORMAT.exec(text) ?? [];
  const decoded = POSITION.exec(Buffer.from(encoded ?? '', 'base64').toString('latin1'));
  const [, shardId, after, issuedAt, check] = decoded ?? [];
  if (
    streamArn === undefined ||
    shardId === undefined ||
    after === undefined ||
    issuedAt === undefined
  ) {
    throw invalid();
  }
  const at = { streamArn, shardId, after, issuedAt: Number(issuedAt) };
  if (Number(check) !== checkOf(at)) throw invalid();
  return at;
}

/** Of an iterator that was cut short or put together, so that it is not taken for an older one. */
function checkOf({ streamArn, shardId, after, issuedAt }: IteratorPosition): number {
  return crc32(`${streamArn} ${shardId} ${after} ${issuedAt}`);
}

function invalid() {
  return validationException('Invalid ShardIterator');
}
