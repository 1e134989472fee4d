import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AwsStreamSource, type StreamRecord, StreamSourceError } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
import { ShardCursor } from '../stream/shard-cursor.js';

/** Records of one shard from `start` to `end`, both included. */
export interface Range {
  readonly start: string;
  readonly end: string;
}

export interface Fetched {
  readonly records: readonly StreamRecord[];
  /**
   * `expired`: some or all of the range has left the stream. `unfinished`: the stream gave nothing for so
   * long that reading ended before the range did; what is missing may still be there.
   */
  readonly state: 'whole' | 'expired' | 'unfinished';
}

const PAGE = 1_000;
/** An open shard may give empty pages before the next record; so many in a row end the reading. */
const EMPTY_PAGES = 20;
const PAUSE = 100;
const THROTTLE_PAUSE = 500;

/**
 * Reads exact ranges of one shard. Ranges that lie close together are served from one page, so a
 * thousand failure records of a shard cost a few calls.
 */
export class RangeReader {
  readonly #cursor: ShardCursor;
  #page: readonly StreamRecord[] = [];

  constructor(
    client: DynamoDBStreamsClient,
    streamArn: string,
    shardId: string,
    private readonly signal: AbortSignal,
  ) {
    const source = new AwsStreamSource({ client, streamArn });
    this.#cursor = new ShardCursor(source, shardId, { type: 'TRIM_HORIZON' });
  }

  /** Ranges must be asked for in the order of their starts. */
  async fetch({ start, end }: Range): Promise<Fetched> {
    const records: StreamRecord[] = [];
    let trimmed = false;
    if (!this.#covers(start)) {
      this.#cursor.seek({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber: start });
      trimmed = await this.#turn();
    }
    let isRead = false;
    while (!this.signal.aborted) {
      records.push(...between(this.#page, start, end));
      const last = this.#page.at(-1);
      isRead = this.#cursor.isAtEnd || (last !== undefined && isFrom(last, end));
      if (isRead || this.#cursor.emptyPages === EMPTY_PAGES) break;
      if (this.#cursor.emptyPages > 0) await sleep(PAUSE);
      if (await this.#turn()) trimmed = true;
    }
    if (!isRead) return { records, state: 'unfinished' };
    const isWhole = records[0]?.dynamodb.SequenceNumber === start && numberOfLast(records) === end;
    return { records, state: trimmed || !isWhole ? 'expired' : 'whole' };
  }

  #covers(start: string): boolean {
    const [first, last] = [this.#page[0], this.#page.at(-1)];
    return (
      first !== undefined &&
      last !== undefined &&
      compareSequenceNumbers(numberOf(first), start) <= 0 &&
      isFrom(last, start)
    );
  }

  /** Reads the next page. @returns true when it begins with what is left, its place having gone. */
  async #turn(): Promise<boolean> {
    const { records, trimmed } = await this.#patiently(() => this.#cursor.read(PAGE, this.signal));
    this.#page = records;
    return trimmed;
  }

  /** A stream allows five reads a second for each shard: its refusals for speed are waited out. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const throttled = error instanceof StreamSourceError && error.reason === 'throttled';
        if (!throttled || this.signal.aborted) throw error;
        await sleep(THROTTLE_PAUSE);
      }
    }
  }
}

/** True when the record is the one of this number, or behind it. */
function isFrom(record: StreamRecord, number: string): boolean {
  return compareSequenceNumbers(numberOf(record), number) >= 0;
}

function numberOfLast(records: readonly StreamRecord[]): string | undefined {
  return records.at(-1)?.dynamodb.SequenceNumber;
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
