import type {
  IteratorPosition,
  ShardPosition,
  StreamRecord,
  StreamSource,
} from '@millrace/mapping';
import { StreamSourceError } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';

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
/** An open shard may give empty pages before its first record; so many in a row are taken for its end. */
const EMPTY_PAGES = 5;

/**
 * Counts what waits in one shard, and goes on counting when it is asked again. It reads the shard from
 * the mapping's position on, up to a bound.
 */
export class ShardMeter {
  #waiting: Waiting[] = [];
  #iterator: string | undefined;
  #opened = false;
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
    if (!this.#opened) await this.#open(position, signal);
    // What has left makes room before the bound is looked at.
    this.#drop(position);
    await this.#read(position, signal);
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

  async #open(position: ShardPosition, signal: AbortSignal): Promise<void> {
    this.#opened = true;
    if (position.kind === 'finished') return;
    const at: IteratorPosition =
      position.kind === 'after'
        ? { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: position.sequenceNumber }
        : { type: 'TRIM_HORIZON' };
    try {
      this.#iterator = await this.source.openIterator(this.shardId, at, signal);
    } catch (error) {
      if (!(error instanceof StreamSourceError) || error.reason !== 'trimmed') throw error;
      const horizon: IteratorPosition = { type: 'TRIM_HORIZON' };
      this.#iterator = await this.source.openIterator(this.shardId, horizon, signal);
    }
  }

  async #read(position: ShardPosition, signal: AbortSignal): Promise<void> {
    this.#isPartial = false;
    let empty = 0;
    for (let pages = 0; this.#iterator !== undefined && !signal.aborted; pages += 1) {
      const room = this.bound - this.#waiting.length;
      this.#isPartial = room <= 0 || pages === MOST_PAGES;
      if (this.#isPartial) return;
      const page = await this.source.readRecords(this.#iterator, Math.min(PAGE, room), signal);
      this.#iterator = page.nextIterator;
      for (const record of page.records) this.#take(record, position);
      empty = page.records.length === 0 ? empty + 1 : 0;
      // Once at the end it stays there: asking on would only use up what the shard lets be read.
      this.#hasReachedEnd ||= empty === EMPTY_PAGES;
      if (empty > 0 && this.#hasReachedEnd) return;
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
