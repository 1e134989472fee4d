import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import {
  AwsStreamSource,
  type IteratorPosition,
  type RecordPage,
  type StreamRecord,
  StreamSourceError,
} from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';

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

const horizon: IteratorPosition = { type: 'TRIM_HORIZON' };

/**
 * Reads exact ranges of one shard. Ranges that lie close together are served from one page, so a
 * thousand failure records of a shard cost a few calls.
 */
export class RangeReader {
  readonly #source: AwsStreamSource;
  #page: readonly StreamRecord[] = [];
  /** Where the next page begins, and the iterator that was given for it, if any. */
  #place: IteratorPosition = horizon;
  #iterator: string | undefined;
  #isAtEnd = false;

  constructor(
    client: DynamoDBStreamsClient,
    streamArn: string,
    private readonly shardId: string,
    private readonly signal: AbortSignal,
  ) {
    this.#source = new AwsStreamSource({ client, streamArn });
  }

  /** Ranges must be asked for in the order of their starts. */
  async fetch({ start, end }: Range): Promise<Fetched> {
    const records: StreamRecord[] = [];
    let trimmed = false;
    if (!this.#covers(start)) trimmed = await this.#openAt(start);
    let isRead = false;
    for (let empty = 0; empty < EMPTY_PAGES && !this.signal.aborted; ) {
      records.push(...between(this.#page, start, end));
      const last = this.#page.at(-1);
      isRead = this.#isAtEnd || (last !== undefined && isFrom(last, end));
      if (isRead) break;
      empty = last === undefined ? empty + 1 : 0;
      if (empty > 1) await sleep(PAUSE);
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

  #openAt(sequenceNumber: string): Promise<boolean> {
    this.#place = { type: 'AT_SEQUENCE_NUMBER', sequenceNumber };
    this.#iterator = undefined;
    return this.#turn();
  }

  /** Reads the next page. @returns true when its place has left the stream, and it begins with what is left. */
  async #turn(): Promise<boolean> {
    try {
      await this.#readOn();
      return false;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    this.#place = horizon;
    this.#iterator = undefined;
    try {
      await this.#readOn();
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#page = [];
      this.#isAtEnd = true;
    }
    return true;
  }

  async #readOn(): Promise<void> {
    const { records, nextIterator } = await this.#patiently(() => this.#readPage());
    this.#page = records;
    this.#iterator = nextIterator;
    this.#isAtEnd = nextIterator === undefined;
    const last = numberOfLast(records);
    if (last !== undefined) this.#place = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: last };
  }

  /** An iterator lives for fifteen minutes. The place of one that has expired is opened again. */
  async #readPage(): Promise<RecordPage> {
    this.#iterator ??= await this.#open();
    try {
      return await this.#source.readRecords(this.#iterator, PAGE, this.signal);
    } catch (error) {
      const hasExpired = error instanceof StreamSourceError && error.reason === 'expired-iterator';
      if (!hasExpired) throw error;
    }
    this.#iterator = await this.#open();
    return this.#source.readRecords(this.#iterator, PAGE, this.signal);
  }

  #open(): Promise<string> {
    return this.#source.openIterator(this.shardId, this.#place, this.signal);
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

function isGone(error: unknown): boolean {
  return (
    error instanceof StreamSourceError &&
    (error.reason === 'trimmed' || error.reason === 'not-found')
  );
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
