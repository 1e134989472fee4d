import {
  type IteratorPosition,
  type RecordPage,
  type StreamRecord,
  type StreamSource,
  StreamSourceError,
} from '@millrace/mapping';

export interface CursorPage {
  readonly records: readonly StreamRecord[];
  /** The place of this page had left the stream: it begins with what is left. */
  readonly trimmed: boolean;
}

/**
 * So many empty pages in a row are taken for the present end of an open shard, by whoever only looks: the
 * stream gives empty pages before a record, too, and tells an end of closed shards alone.
 */
export const emptyPagesAtEnd = 5;

const horizon: IteratorPosition = { type: 'TRIM_HORIZON' };

/**
 * Reads one shard page after page, whatever becomes of it meanwhile. An iterator lives for fifteen minutes:
 * the place of one that has expired is opened again. A place that has left the stream gives way to the
 * first record that is left.
 */
export class ShardCursor {
  #iterator: string | undefined;
  #isAtEnd = false;
  #hasLost = false;
  #emptyPages = 0;

  /** @param place where the next page begins */
  constructor(
    private readonly source: StreamSource,
    private readonly shardId: string,
    private place: IteratorPosition,
  ) {}

  /** The shard is closed and read to its last record, or gone. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Empty pages since the last record. */
  get emptyPages(): number {
    return this.#emptyPages;
  }

  /** Goes to another place of the shard. */
  seek(place: IteratorPosition): void {
    this.place = place;
    this.#iterator = undefined;
    this.#isAtEnd = false;
    this.#emptyPages = 0;
  }

  /** @throws StreamSourceError for every other refusal, such as `throttled`: the same page can be asked for again. */
  async read(limit: number, signal: AbortSignal): Promise<CursorPage> {
    const records = this.#isAtEnd ? [] : await this.#readPage(limit, signal);
    this.#emptyPages = records.length === 0 ? this.#emptyPages + 1 : 0;
    const trimmed = this.#hasLost;
    this.#hasLost = false;
    return { records, trimmed };
  }

  async #readPage(limit: number, signal: AbortSignal): Promise<readonly StreamRecord[]> {
    try {
      return await this.#readHere(limit, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    this.seek(horizon);
    this.#hasLost = true;
    try {
      return await this.#readHere(limit, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    this.#isAtEnd = true;
    return [];
  }

  async #readHere(limit: number, signal: AbortSignal): Promise<readonly StreamRecord[]> {
    const { records, nextIterator } = await this.#fetch(limit, signal);
    this.#iterator = nextIterator;
    this.#isAtEnd = nextIterator === undefined;
    const sequenceNumber = records.at(-1)?.dynamodb.SequenceNumber;
    if (sequenceNumber !== undefined)
      this.place = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
    return records;
  }

  async #fetch(limit: number, signal: AbortSignal): Promise<RecordPage> {
    this.#iterator ??= await this.#open(signal);
    try {
      return await this.source.readRecords(this.#iterator, limit, signal);
    } catch (error) {
      const hasExpired = error instanceof StreamSourceError && error.reason === 'expired-iterator';
      if (!hasExpired) throw error;
    }
    this.#iterator = await this.#open(signal);
    return this.source.readRecords(this.#iterator, limit, signal);
  }

  #open(signal: AbortSignal): Promise<string> {
    return this.source.openIterator(this.shardId, this.place, signal);
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof StreamSourceError &&
    (error.reason === 'trimmed' || error.reason === 'not-found')
  );
}
