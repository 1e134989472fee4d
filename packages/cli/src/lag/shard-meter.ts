import type {
  IteratorPosition,
  ShardPosition,
  StreamRecord,
  StreamSource,
} from '@millrace/mapping';
import { StreamSourceError } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
import { type CursorPage, emptyPagesAtEnd, ShardCursor } from '../stream/shard-cursor.js';

/** A record that waits, as little of it as is needed. */
interface Waiting {
  readonly sequenceNumber: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What was counted in one shard for one mapping. */
export interface ShardCount {
  /** Records of the shard after the mapping's position that its filter lets through. */
  readonly waiting: number;
  /** There may be more: counting ended before the shard did. */
  readonly isAtLeast: boolean;
  /**
   * When the first of them was written, milliseconds since 1970; undefined when none waits. Where counting
   * ended before it came to the first, the earliest that it can be, so far as that is known.
   */
  readonly oldestAt: number | undefined;
  /** Records that came since counting began, and that left. */
  readonly came: number;
  readonly left: number;
}

const PAGE = 1_000;
/** Pages read at most in one go: an open shard has no end that the stream would tell. */
const MOST_PAGES = 200;

/**
 * Counts what waits in one shard, and goes on counting when it is asked again. It reads the shard from
 * the mapping's position on, up to a bound.
 */
export class ShardMeter {
  #waiting: Waiting[] = [];
  #cursor: ShardCursor | undefined;
  #isPartial = false;
  #hasReachedEnd = false;
  #came = 0;
  #left = 0;
  #first = true;

  constructor(
    private readonly source: StreamSource,
    private readonly shardId: string,
    private readonly bound: number,
    private readonly matches: (record: StreamRecord) => boolean,
  ) {}

  async measure(position: ShardPosition, signal: AbortSignal): Promise<ShardCount> {
    if (this.#first && position.kind !== 'finished') {
      this.#cursor = new ShardCursor(this.source, this.shardId, placeOf(position));
    }
    // What has left makes room before the bound is looked at.
    this.#drop(position);
    if (this.#cursor !== undefined) await this.#read(this.#cursor, position, signal);
    this.#drop(position);
    this.#first = false;
    return {
      waiting: this.#waiting.length,
      isAtLeast: this.#isPartial,
      oldestAt: this.#waiting[0]?.createdAt ?? (this.#isPartial ? timeOf(position) : undefined),
      came: this.#came,
      left: this.#left,
    };
  }

  async #read(cursor: ShardCursor, position: ShardPosition, signal: AbortSignal): Promise<void> {
    this.#isPartial = false;
    for (let pages = 0; !cursor.isAtEnd && !signal.aborted; pages += 1) {
      const room = this.bound - this.#waiting.length;
      const isEnough = room <= 0 || pages === MOST_PAGES;
      const page = isEnough ? undefined : await readPage(cursor, Math.min(PAGE, room), signal);
      this.#isPartial = page === undefined;
      if (page === undefined) return;
      for (const record of page.records) this.#take(record, position);
      // Once at the end it stays there: asking on would only use up what the shard lets be read.
      this.#hasReachedEnd ||= cursor.emptyPages === emptyPagesAtEnd;
      if (cursor.emptyPages > 0 && this.#hasReachedEnd) return;
    }
  }

  #take(record: StreamRecord, position: ShardPosition): void {
    const createdAt = record.dynamodb.ApproximateCreationDateTime * 1_000;
    if (position.kind === 'since' && createdAt < Math.floor(position.time / 1_000) * 1_000) return;
    if (!this.matches(record)) return;
    if (!this.#first) this.#came += 1;
    this.#waiting.push({ sequenceNumber: record.dynamodb.SequenceNumber, createdAt });
  }

  #drop(position: ShardPosition): void {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((record) => isAfter(record, position));
    if (!this.#first) this.#left += before - this.#waiting.length;
  }
}

/** Undefined when the shard is read too often: its readers share five reads a second. */
async function readPage(
  cursor: ShardCursor,
  limit: number,
  signal: AbortSignal,
): Promise<CursorPage | undefined> {
  try {
    return await cursor.read(limit, signal);
  } catch (error) {
    if (error instanceof StreamSourceError && error.reason === 'throttled') return undefined;
    throw error;
  }
}

function placeOf(position: ShardPosition): IteratorPosition {
  return position.kind === 'after'
    ? { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: position.sequenceNumber }
    : { type: 'TRIM_HORIZON' };
}

function timeOf(position: ShardPosition): number | undefined {
  return position.kind === 'since' ? position.time : undefined;
}

function isAfter({ sequenceNumber, createdAt }: Waiting, position: ShardPosition): boolean {
  switch (position.kind) {
    case 'beginning':
      return true;
    case 'since':
      return createdAt >= Math.floor(position.time / 1_000) * 1_000;
    case 'after':
      return compareSequenceNumbers(sequenceNumber, position.sequenceNumber) > 0;
    case 'finished':
      return false;
  }
}
