/** Hashes from `from` up to, but not with, `to`. */
export interface HashRange {
  readonly from: number;
  readonly to: number;
}

/** One past the largest hash: the store's keys begin with six hex digits of their hash. */
export const HASH_SPACE = 0x1000000;

/** A record as a shard keeps it: ready to be sent. */
export interface StoredRecord {
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch: when the write was made. */
  readonly createdAt: number;
  /** DynamoDB's `SizeBytes`. */
  readonly sizeBytes: number;
  /** The record in the Streams API's JSON. */
  readonly json: string;
}

/** A shard without its records. */
export interface ShardDescription {
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  readonly range: HashRange;
  readonly openedAt: number;
  readonly startingSequenceNumber: string;
  readonly closedAt: number | undefined;
  readonly endingSequenceNumber: string | undefined;
  /** The last record that retention took. */
  readonly trimmedThrough: string | undefined;
}

/** One shard: the records of one range of hashes, in the order of their sequence numbers. */
export class Shard {
  private readonly kept: StoredRecord[] = [];

  constructor(private described: ShardDescription) {}

  get description(): ShardDescription {
    return this.described;
  }

  get id(): string {
    return this.described.shardId;
  }

  get isOpen(): boolean {
    return this.described.closedAt === undefined;
  }

  get records(): readonly StoredRecord[] {
    return this.kept;
  }

  /** The newest record's sequence number, or the shard's first number when it has none. */
  get lastSequenceNumber(): string {
    return (
      this.kept.at(-1)?.sequenceNumber ??
      this.described.trimmedThrough ??
      this.described.startingSequenceNumber
    );
  }

  holds(hash: number): boolean {
    return hash >= this.described.range.from && hash < this.described.range.to;
  }

  append(record: StoredRecord): void {
    this.kept.push(record);
  }

  close(now: number, endingSequenceNumber: string): void {
    this.described = { ...this.described, closedAt: now, endingSequenceNumber };
  }

  /** The last record that was made before `horizon`, up to the first that was not. */
  lastBefore(horizon: number): StoredRecord | undefined {
    const young = this.kept.findIndex(({ createdAt }) => createdAt >= horizon);
    return young === -1 ? this.kept.at(-1) : this.kept[young - 1];
  }

  /** Drops all records up to and with this one. */
  trim(trimmedThrough: string): void {
    this.kept.splice(0, this.indexAfter(trimmedThrough));
    this.described = { ...this.described, trimmedThrough };
  }

  /** Where the records after this sequence number begin, among those that are kept. */
  indexAfter(sequenceNumber: string): number {
    if (sequenceNumber >= this.lastSequenceNumber) return this.kept.length;
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.kept[middle];
      if (found !== undefined && found.sequenceNumber <= sequenceNumber) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
