import type { LaneState } from '../contract.js';
import { ShardWatch } from './shard-watch.js';
import type { Delivery } from './stored-change.js';

/** What is seen of one mapping. */
export interface MappingCounts {
  readonly unread: number;
  readonly waiting: number;
  readonly inFlight: number;
  readonly retrying: number;
  readonly read: number;
  readonly filteredOut: number;
  readonly handled: number;
  readonly discarded: number;
  readonly gaps: number;
  readonly lanes: readonly LaneState[];
}

interface Lane {
  readonly shardId: string;
  readonly lane: number;
  phase: LaneState['phase'];
  records: number;
  attempt: number;
  reason?: string;
  /** The invocation under way. */
  delivery?: Delivery;
}

const sum = (lanes: Iterable<Lane>, phase: Lane['phase']) =>
  [...lanes].reduce((total, lane) => total + (lane.phase === phase ? lane.records : 0), 0);

/** Counts what one mapping does, and knows the batches that are under way. */
export class MappingWatch {
  readonly #lanes = new Map<string, Lane>();
  readonly #shards = new Map<string, ShardWatch>();
  /** Written and not yet read. */
  unread = 0;
  read = 0;
  filteredOut = 0;
  handled = 0;
  discarded = 0;
  gaps = 0;
  /** Read and then given back by a stop: they will be read again. */
  #givenBack = 0;

  shard(shardId: string): ShardWatch {
    const shard = this.#shards.get(shardId) ?? new ShardWatch();
    this.#shards.set(shardId, shard);
    return shard;
  }

  lane(shardId: string, lane: number): Lane | undefined {
    return this.#lanes.get(`${shardId}/${lane}`);
  }

  setLane(lane: Lane): void {
    this.#lanes.set(`${lane.shardId}/${lane.lane}`, lane);
  }

  clearLane(shardId: string, lane: number): void {
    this.#lanes.delete(`${shardId}/${lane}`);
  }

  /** After a stop nothing is under way; what was only read is read again later. */
  settle(): void {
    this.#lanes.clear();
    this.#givenBack = this.read - this.filteredOut - this.handled - this.discarded;
  }

  counts(): MappingCounts {
    const { unread, read, filteredOut, handled, discarded, gaps } = this;
    const inFlight = sum(this.#lanes.values(), 'running');
    const retrying = sum(this.#lanes.values(), 'waiting');
    const open = read - filteredOut - handled - discarded - this.#givenBack;
    return {
      waiting: Math.max(0, open - inFlight - retrying),
      inFlight,
      retrying,
      unread,
      read,
      filteredOut,
      handled,
      discarded,
      gaps,
      lanes: [...this.#lanes.values()].map(({ delivery: _, ...lane }) => lane),
    };
  }
}
