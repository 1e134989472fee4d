import { type StreamRefusal, StreamSourceError } from '../errors.js';
import type { Clock, IteratorPosition, RecordPage, ShardPage, StreamSource } from '../seams.js';
import type { Faults } from './faults.js';
import type { Random } from './random.js';
import { describeShard, type SimulatedShard, type SimulatedTable } from './simulated-table.js';

const iteratorLife = 15 * 60 * 1000;

/** The Streams API over the simulated table, as it may behave on a bad day. */
export class SimulatedSource implements StreamSource {
  readonly streamArn: string;
  readonly #table: SimulatedTable;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #pageSize: number;

  /** @param parts.clock the clock of one life of the process: when it dies, no answer comes any more */
  constructor(parts: {
    readonly table: SimulatedTable;
    readonly clock: Clock;
    readonly random: Random;
    readonly faults: Faults;
    readonly shardsPerPage: number;
  }) {
    this.streamArn = parts.table.streamArn;
    this.#table = parts.table;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#pageSize = parts.shardsPerPage;
  }

  async listShards(after: string | undefined): Promise<ShardPage> {
    await this.#travel();
    if (this.#faults.strikes('listing-throttled')) throw refusal('throttled');
    const shards = this.#table.listed();
    const begin = after === undefined ? 0 : shards.findIndex(({ id }) => id > after);
    const page = begin === -1 ? [] : shards.slice(begin, begin + this.#pageSize);
    const last = page.at(-1);
    const more = last !== undefined && last !== shards.at(-1);
    return {
      shards: page.map(describeShard),
      ...(more ? { lastEvaluatedShardId: last.id } : {}),
    };
  }

  async openIterator(shardId: string, position: IteratorPosition): Promise<string> {
    await this.#travel();
    if (this.#faults.strikes('read-throttled')) throw refusal('throttled');
    const shard = this.#find(shardId);
    return this.#iterator(shardId, this.#indexOf(shard, position));
  }

  async readRecords(iterator: string, limit: number): Promise<RecordPage> {
    await this.#travel();
    if (this.#faults.strikes('slow-read')) {
      await this.#sleep(this.#random.spread(1_000, 20 * 60_000));
    }
    if (this.#faults.strikes('read-throttled')) throw refusal('throttled');
    if (this.#faults.strikes('read-failed')) throw refusal('unavailable');
    const [shardId = '', index = '', opened = ''] = iterator.split(' ');
    const isOld = this.#clock.monotonic() - Number(opened) > iteratorLife;
    if (isOld || this.#faults.strikes('iterator-expired')) throw refusal('expired-iterator');
    return this.#page(this.#find(shardId), Number(index), limit);
  }

  #page(shard: SimulatedShard, index: number, limit: number): RecordPage {
    if (index < shard.trimmed) throw refusal('trimmed');
    const withheld = this.#faults.strikes('empty-page');
    const most = withheld ? this.#random.below(Math.min(limit, 3)) : limit;
    const records = shard.records.slice(index, index + most).map(({ record }) => record);
    const next = index + records.length;
    if (shard.ending !== undefined && next === shard.records.length) return { records };
    return { records, nextIterator: this.#iterator(shard.id, next) };
  }

  /** Place and time of birth, in whole milliseconds: fractions are slow to write and to read. */
  #iterator(shardId: string, index: number): string {
    return `${shardId} ${index} ${Math.floor(this.#clock.monotonic())}`;
  }

  #indexOf(shard: SimulatedShard, position: IteratorPosition): number {
    switch (position.type) {
      case 'TRIM_HORIZON':
        return shard.trimmed;
      case 'LATEST':
        return shard.records.length;
      case 'AT_SEQUENCE_NUMBER':
        return this.#reach(shard, countBelow(shard, BigInt(position.sequenceNumber)));
      case 'AFTER_SEQUENCE_NUMBER':
        return this.#reach(shard, countBelow(shard, BigInt(position.sequenceNumber) + 1n));
    }
  }

  #reach(shard: SimulatedShard, index: number): number {
    if (index < shard.trimmed) throw refusal('trimmed');
    return index;
  }

  #find(shardId: string): SimulatedShard {
    const shard = this.#table.shard(shardId);
    if (shard === undefined || !this.#table.isListed(shard)) throw refusal('not-found');
    return shard;
  }

  #travel(): Promise<void> {
    return this.#sleep(this.#random.between(1, 40));
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(milliseconds, resolve));
  }
}

/** How many records of a shard have a number below this one. */
function countBelow(shard: SimulatedShard, limit: bigint): number {
  let low = 0;
  let high = shard.records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shard.records[middle]?.number ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function refusal(reason: StreamRefusal): StreamSourceError {
  return new StreamSourceError(reason, `simulated: ${reason}`);
}
