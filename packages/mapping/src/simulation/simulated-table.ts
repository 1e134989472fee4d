import type { ShardDescription } from '../seams.js';
import type { StreamRecord } from '../stream-record.js';
import type { Faults } from './faults.js';
import type { Random } from './random.js';

export const retention = 24 * 60 * 60 * 1000;

/** A change in the stream, and all that is known of its fate. */
export interface SimulatedRecord {
  readonly record: StreamRecord;
  readonly sequenceNumber: string;
  readonly number: bigint;
  readonly item: string;
  readonly shard: SimulatedShard;
  readonly index: number;
  /** Monotonic time of the write. */
  readonly writtenAt: number;
  /** Whether the mapping's filter lets it through. */
  readonly wanted: boolean;
  readonly poison: boolean;
  /** The wanted change of the same item before this one. */
  readonly before: SimulatedRecord | undefined;
  /** Whether the mapping owes it: a mapping that begins at LATEST owes what comes after. */
  owed: boolean;
  delivered: boolean;
  /** Handled, or named in a failure record or a gap. */
  accounted: boolean;
}

export interface SimulatedShard {
  readonly id: string;
  readonly parent: SimulatedShard | undefined;
  readonly starting: string;
  /** The part of the key space that it holds. */
  readonly range: readonly [number, number];
  readonly records: SimulatedRecord[];
  ending: string | undefined;
  closedAt: number | undefined;
  /** How many records at the front are trimmed. */
  trimmed: number;
  /** Owed and not accounted for. */
  open: number;
  /** Everything before this index is accounted for or not owed. */
  settledTo: number;
}

interface Traffic {
  readonly items: number;
  readonly wantedShare: number;
  readonly poisonShare: number;
}

/** The table and its stream: writes, splits, rolls and the end of each record after 24 hours. */
export class SimulatedTable {
  readonly streamArn =
    'arn:aws:dynamodb:eu-central-1:000000000000:table/Orders/stream/2026-01-02T03:04:05.678';
  readonly shards: SimulatedShard[] = [];
  readonly records = new Map<string, SimulatedRecord>();
  readonly #byId = new Map<string, SimulatedShard>();
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #clock: { now(): number; monotonic(): number };
  readonly #traffic: Traffic;
  readonly #last = new Map<string, SimulatedRecord>();
  #sequence: bigint;
  #oldest = 0;
  #shardNumber = 0;

  constructor(parts: {
    readonly random: Random;
    readonly faults: Faults;
    readonly clock: { now(): number; monotonic(): number };
    readonly traffic: Traffic;
    readonly shards: number;
  }) {
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#clock = parts.clock;
    this.#traffic = parts.traffic;
    // Just below a power of ten, so that the numbers of a day differ in length.
    this.#sequence = 10n ** BigInt(21 + parts.random.below(8)) - BigInt(parts.random.below(4000));
    for (let n = 0; n < parts.shards; n += 1) {
      this.#addShard(undefined, [n / parts.shards, (n + 1) / parts.shards]);
    }
  }

  get openShards(): readonly SimulatedShard[] {
    return this.shards.filter(({ closedAt }) => closedAt === undefined);
  }

  shard(id: string): SimulatedShard | undefined {
    return this.#byId.get(id);
  }

  /** Shards that the stream still lists. */
  listed(): readonly SimulatedShard[] {
    this.trim();
    return this.shards.slice(this.#oldest).filter((shard) => !this.#isGone(shard));
  }

  isListed(shard: SimulatedShard): boolean {
    this.trim();
    return !this.#isGone(shard);
  }

  /** Writes one change. Returns it. */
  write(): SimulatedRecord {
    const number = this.#random.below(this.#traffic.items);
    const item = `order-${number}`;
    const place = (number + 0.5) / this.#traffic.items;
    const shard = this.openShards.find(({ range }) => place >= range[0] && place < range[1]);
    if (shard === undefined) throw new Error(`No open shard holds ${item}`);
    const wanted = this.#random.happens(this.#traffic.wantedShare);
    const poison = wanted && this.#random.happens(this.#traffic.poisonShare);
    if (poison) this.#faults.count('poison-record');
    const sequenceNumber = this.#nextSequence();
    const written: SimulatedRecord = {
      record: this.#recordOf(sequenceNumber, item, wanted),
      sequenceNumber,
      number: this.#sequence,
      item,
      shard,
      index: shard.records.length,
      writtenAt: this.#clock.monotonic(),
      wanted,
      poison,
      before: this.#last.get(item),
      owed: false,
      delivered: false,
      accounted: false,
    };
    shard.records.push(written);
    this.records.set(sequenceNumber, written);
    if (wanted) this.#last.set(item, written);
    return written;
  }

  split(shard: SimulatedShard): void {
    const [low, high] = shard.range;
    const middle = (low + high) / 2;
    this.#close(shard);
    this.#addShard(shard, [low, middle]);
    this.#addShard(shard, [middle, high]);
    this.#faults.count('shard-split');
  }

  roll(shard: SimulatedShard): void {
    this.#close(shard);
    this.#addShard(shard, shard.range);
    this.#faults.count('shard-roll');
  }

  /** Drops what is older than 24 hours. */
  trim(): void {
    const oldest = this.#clock.monotonic() - retention;
    if (oldest < 0) return;
    for (let n = this.#oldest; n < this.shards.length; n += 1) {
      const shard = this.shards[n];
      if (shard === undefined) continue;
      let first = shard.records[shard.trimmed];
      while (first !== undefined && first.writtenAt < oldest) {
        shard.trimmed += 1;
        this.#faults.count('record-trimmed');
        first = shard.records[shard.trimmed];
      }
      if (n === this.#oldest && this.#isGone(shard)) this.#oldest += 1;
    }
  }

  #isGone({ closedAt }: SimulatedShard): boolean {
    return closedAt !== undefined && closedAt < this.#clock.monotonic() - retention;
  }

  #close(shard: SimulatedShard): void {
    shard.ending = this.#nextSequence();
    shard.closedAt = this.#clock.monotonic();
  }

  #addShard(parent: SimulatedShard | undefined, range: readonly [number, number]): void {
    this.#shardNumber += 1;
    const shard: SimulatedShard = {
      id: `shardId-${String(this.#shardNumber).padStart(20, '0')}-${(this.#random.below(0xffff) + 0x10000).toString(16)}`,
      parent,
      starting: this.#nextSequence(),
      range,
      records: [],
      ending: undefined,
      closedAt: undefined,
      trimmed: 0,
      open: 0,
      settledTo: 0,
    };
    this.shards.push(shard);
    this.#byId.set(shard.id, shard);
  }

  #nextSequence(): string {
    this.#sequence += BigInt(1 + this.#random.below(9));
    return String(this.#sequence);
  }

  #recordOf(sequenceNumber: string, item: string, wanted: boolean): StreamRecord {
    const keys = { orderId: { S: item } };
    return {
      eventID: sequenceNumber.padStart(32, '0'),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-central-1',
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#clock.now() / 1000),
        Keys: keys,
        NewImage: { ...keys, wanted: { S: wanted ? 'yes' : 'no' } },
        SequenceNumber: sequenceNumber,
        SizeBytes: 30,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: this.streamArn,
    };
  }
}

export function describeShard(shard: SimulatedShard): ShardDescription {
  return {
    shardId: shard.id,
    startingSequenceNumber: shard.starting,
    ...(shard.parent === undefined ? {} : { parentShardId: shard.parent.id }),
    ...(shard.ending === undefined ? {} : { endingSequenceNumber: shard.ending }),
  };
}
