import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { AwsStreamSource, type StreamRecord, StreamSourceError } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';

/** Records of one shard from `start` to `end`, both included. */
export interface Range {
  readonly start: string;
  readonly end: string;
}

export interface Fetched {
  readonly records: readonly StreamRecord[];
  /** The front of the range, or all of it, has left the stream. */
  readonly expired: boolean;
}

const PAGE = 1_000;
/** An open shard may give empty pages before the next record; so many in a row mean the end. */
const EMPTY_PAGES = 20;
const PAUSE = 100;
const THROTTLE_PAUSE = 500;

/**
 * Reads exact ranges of one shard. Ranges that lie close together are served from one page, so a
 * thousand failure records of a shard cost a few calls.
 */
export class RangeReader {
  readonly #source: AwsStreamSource;
  #page: readonly StreamRecord[] = [];
  #next: string | undefined;

  constructor(
    private readonly client: DynamoDBStreamsClient,
    private readonly streamArn: string,
    private readonly shardId: string,
    private readonly signal: AbortSignal,
  ) {
    this.#source = new AwsStreamSource({ client, streamArn });
  }

  /** Ranges must be asked for in the order of their starts. */
  async fetch({ start, end }: Range): Promise<Fetched> {
    const records: StreamRecord[] = [];
    let trimmed = false;
    if (!this.#covers(start)) trimmed = await this.#open(start);
    for (let empty = 0; empty < EMPTY_PAGES; ) {
      records.push(...between(this.#page, start, end));
      const last = this.#page.at(-1);
      if (last !== undefined && compareSequenceNumbers(numberOf(last), end) >= 0) break;
      if (this.#next === undefined || this.signal.aborted) break;
      if (this.#page.length > 0) empty = 0;
      else empty += 1;
      if (empty > 1) await sleep(PAUSE);
      await this.#turn(last === undefined ? start : undefined);
    }
    const first = records[0];
    const whole = first !== undefined && compareSequenceNumbers(numberOf(first), start) === 0;
    return { records, expired: trimmed || !whole };
  }

  #covers(start: string): boolean {
    const [first, last] = [this.#page[0], this.#page.at(-1)];
    return (
      first !== undefined &&
      last !== undefined &&
      compareSequenceNumbers(numberOf(first), start) <= 0 &&
      compareSequenceNumbers(start, numberOf(last)) <= 0
    );
  }

  /** @returns true when the place has left the stream and reading begins with what is left. */
  async #open(start: string): Promise<boolean> {
    try {
      this.#next = await this.#patiently(() =>
        this.#iterator({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: start }),
      );
      await this.#turn(start);
      return false;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    try {
      this.#next = await this.#patiently(() =>
        this.#iterator({ ShardIteratorType: 'TRIM_HORIZON' }),
      );
      await this.#turn(undefined);
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#page = [];
      this.#next = undefined;
    }
    return true;
  }

  async #iterator(
    position:
      | { readonly ShardIteratorType: 'TRIM_HORIZON' }
      | { readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER'; readonly SequenceNumber: string },
  ): Promise<string | undefined> {
    const { streamArn: StreamArn, shardId: ShardId } = this;
    const command = new GetShardIteratorCommand({ StreamArn, ShardId, ...position });
    return (await this.client.send(command)).ShardIterator;
  }

  async #turn(reopenAt: string | undefined): Promise<void> {
    const iterator = this.#next;
    if (iterator === undefined) return;
    try {
      const page = await this.#patiently(() =>
        this.#source.readRecords(iterator, PAGE, this.signal),
      );
      this.#page = page.records;
      this.#next = page.nextIterator;
    } catch (error) {
      const expired = error instanceof StreamSourceError && error.reason === 'expired-iterator';
      const last = reopenAt ?? this.#page.at(-1)?.dynamodb.SequenceNumber;
      if (!expired || last === undefined) throw error;
      this.#next = await this.#iterator({
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        SequenceNumber: last,
      });
      await this.#turn(undefined);
    }
  }

  /** A stream allows five reads a second for each shard: its refusals for speed are waited out. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const throttled = error instanceof StreamSourceError && error.reason === 'throttled';
        const limited = error instanceof Error && error.name === 'LimitExceededException';
        if ((!throttled && !limited) || this.signal.aborted) throw error;
        await sleep(THROTTLE_PAUSE);
      }
    }
  }
}

const GONE = new Set(['TrimmedDataAccessException', 'ResourceNotFoundException']);

function isGone(error: unknown): boolean {
  if (error instanceof StreamSourceError) {
    return error.reason === 'trimmed' || error.reason === 'not-found';
  }
  return error instanceof Error && GONE.has(error.name);
}

function numberOf({ dynamodb }: StreamRecord): string {
  return dynamodb.SequenceNumber;
}

/** The records of a page from `start` to `end`. A page serves many ranges, so it is not walked through for each. */
function between(page: readonly StreamRecord[], start: string, end: string) {
  const first = countBefore(page, (number) => compareSequenceNumbers(number, start) < 0);
  const last = countBefore(page, (number) => compareSequenceNumbers(number, end) <= 0);
  return page.slice(first, last);
}

/** How many records at the front, which are in order, have numbers of which `isBefore` is true. */
function countBefore(page: readonly StreamRecord[], isBefore: (number: string) => boolean): number {
  let [low, high] = [0, page.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = page[middle];
    if (record !== undefined && isBefore(numberOf(record))) low = middle + 1;
    else high = middle;
  }
  return low;
}
