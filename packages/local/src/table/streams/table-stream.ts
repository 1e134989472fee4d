import { createHash } from 'node:crypto';
import type { KeySchema } from '../attribute-value.js';
import type { SequenceSource } from './sequence.js';
import { HASH_SPACE, type HashRange, Shard, type ShardDescription } from './shard.js';
import { shardId } from './shard-id.js';
import type { ViewType } from './view-type.js';

/** A stream without its shards. */
export interface StreamDescription {
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  /** Tells the table from a later one of the same name. Folders from before it was kept lack it. */
  readonly tableId?: string;
  readonly viewType: ViewType;
  readonly keySchema: KeySchema;
  readonly createdAt: number;
  readonly disabledAt: number | undefined;
}

/** Shards to close and shards to open in their place, decided but not yet done. */
export interface Reshape {
  readonly closing: readonly { readonly shard: Shard; readonly endingSequenceNumber: string }[];
  readonly opening: readonly ShardDescription[];
  readonly now: number;
}

/** One stream of one table: its shards in the order in which they opened. */
export class TableStream {
  private described: StreamDescription;
  private all: Shard[] = [];
  private readonly firstEventId: bigint;
  readonly region: string;

  constructor(description: StreamDescription) {
    this.described = description;
    this.region = description.arn.split(':')[3] ?? '';
    const digest = createHash('md5').update(description.arn).digest('hex');
    this.firstEventId = BigInt(`0x${digest}`);
  }

  get description(): StreamDescription {
    return this.described;
  }

  get arn(): string {
    return this.described.arn;
  }

  /** 32 hex digits that no two records share, and that a record keeps. */
  eventId(sequenceNumber: string): string {
    return (this.firstEventId ^ BigInt(sequenceNumber)).toString(16).padStart(32, '0');
  }

  get isEnabled(): boolean {
    return this.described.disabledAt === undefined;
  }

  get shards(): readonly Shard[] {
    return this.all;
  }

  get openShards(): readonly Shard[] {
    return this.all.filter((shard) => shard.isOpen);
  }

  shard(id: string): Shard | undefined {
    return this.all.find((shard) => shard.id === id);
  }

  /** The open shard that takes the records of items with this hash. */
  shardOf(hash: number): Shard {
    const shard = this.all.findLast((one) => one.isOpen && one.holds(hash));
    if (shard === undefined) throw new Error(`no open shard of ${this.arn} holds hash ${hash}`);
    return shard;
  }

  /** Shards for the whole space of hashes, `count` of them. */
  planFirstShards(count: number, sequence: SequenceSource, now: number): Reshape {
    const step = Math.ceil(HASH_SPACE / count);
    const ranges = Array.from({ length: count }, (_, index) => ({
      from: index * step,
      to: Math.min(HASH_SPACE, (index + 1) * step),
    }));
    return {
      closing: [],
      opening: ranges.map((range) => this.newShard(range, undefined, sequence, now)),
      now,
    };
  }

  /** Each of `shards` closes and is followed by one child over the same hashes. */
  planRoll(shards: readonly Shard[], sequence: SequenceSource, now: number): Reshape {
    return this.planSuccession(shards, sequence, now, ({ range }) => [range]);
  }

  /** The shard closes and is followed by two children, each over half of its hashes. */
  planSplit(shard: Shard, sequence: SequenceSource, now: number): Reshape {
    return this.planSuccession([shard], sequence, now, ({ range: { from, to } }) => {
      const middle = Math.floor((from + to) / 2);
      return [
        { from, to: middle },
        { from: middle, to },
      ];
    });
  }

  /** All open shards close and nothing follows. */
  planClosing(sequence: SequenceSource, now: number): Reshape {
    return this.planSuccession(this.openShards, sequence, now, () => []);
  }

  /** The shards as they will be once `reshape` is done. */
  shardsAfter({ closing, opening, now }: Reshape): readonly ShardDescription[] {
    const endings = new Map(
      closing.map(({ shard, endingSequenceNumber }) => [shard, endingSequenceNumber]),
    );
    const standing = this.all.map((shard) => {
      const endingSequenceNumber = endings.get(shard);
      return endingSequenceNumber === undefined
        ? shard.description
        : { ...shard.description, closedAt: now, endingSequenceNumber };
    });
    return [...standing, ...opening];
  }

  apply({ closing, opening, now }: Reshape): void {
    for (const { shard, endingSequenceNumber } of closing) shard.close(now, endingSequenceNumber);
    this.all.push(...opening.map((description) => new Shard(description)));
  }

  disable(now: number): void {
    this.described = { ...this.described, disabledAt: now };
  }

  /** Puts a shard back that was stored before. */
  restore(shard: Shard): void {
    this.all.push(shard);
  }

  /** True when retention has something to take: older than `horizon`. */
  hasBefore(horizon: number): boolean {
    return (
      (this.described.disabledAt ?? horizon) < horizon ||
      this.all.some(
        ({ records: [first], description: { closedAt } }) =>
          (first !== undefined && first.createdAt < horizon) || (closedAt ?? horizon) < horizon,
      )
    );
  }

  /** Shards that were closed before `horizon`: retention takes them and all that they hold. */
  closedBefore(horizon: number): readonly Shard[] {
    return this.all.filter(
      ({ description: { closedAt } }) => closedAt !== undefined && closedAt < horizon,
    );
  }

  forget(shards: readonly Shard[]): void {
    this.all = this.all.filter((shard) => !shards.includes(shard));
  }

  private planSuccession(
    shards: readonly Shard[],
    sequence: SequenceSource,
    now: number,
    ranges: (description: ShardDescription) => readonly HashRange[],
  ): Reshape {
    const closing = shards.map((shard) => ({ shard, endingSequenceNumber: sequence.next(now) }));
    const opening = shards.flatMap((shard) =>
      ranges(shard.description).map((range) => this.newShard(range, shard.id, sequence, now)),
    );
    return { closing, opening, now };
  }

  private newShard(
    range: HashRange,
    parentShardId: string | undefined,
    sequence: SequenceSource,
    now: number,
  ): ShardDescription {
    const startingSequenceNumber = sequence.next(now);
    return {
      shardId: shardId(this.arn, now, startingSequenceNumber),
      parentShardId,
      range,
      openedAt: now,
      startingSequenceNumber,
      closedAt: undefined,
      endingSequenceNumber: undefined,
      trimmedThrough: undefined,
    };
  }
}
