import {
  type Clock,
  type IteratorPosition,
  listShards,
  type RecordPage,
  type ShardDescription,
  type ShardPage,
  type StreamSource,
} from '@millrace/mapping';
import type { FiniteSource } from '../delivery/finite-source.js';
import { type Bound, isBefore, isBehind } from './bound.js';

/**
 * A piece of a stream, from one bound to another. Its shards are those that are there when it is first
 * asked: whatever was written before that is in one of them.
 */
export class BoundedSource implements FiniteSource {
  readonly streamArn: string;
  #shards: readonly ShardDescription[] | undefined;
  readonly #quietSince = new Map<string, number>();

  /** @param settle milliseconds without a record, after which an open shard counts as read */
  constructor(
    private readonly source: StreamSource,
    private readonly from: Bound,
    private readonly to: Bound,
    private readonly settle: number,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {
    this.streamArn = source.streamArn;
  }

  isComplete(finished: ReadonlySet<string>): boolean {
    return this.#shards?.every(({ shardId }) => finished.has(shardId)) ?? false;
  }

  async listShards(_after: string | undefined, signal: AbortSignal): Promise<ShardPage> {
    this.#shards ??= await listShards(this.source, signal);
    return { shards: this.#shards };
  }

  async openIterator(
    shardId: string,
    position: IteratorPosition,
    signal: AbortSignal,
  ): Promise<string> {
    const iterator = await this.source.openIterator(shardId, position, signal);
    return `${shardId} ${iterator}`;
  }

  async readRecords(iterator: string, limit: number, signal: AbortSignal): Promise<RecordPage> {
    const cut = iterator.indexOf(' ');
    const shardId = iterator.slice(0, cut);
    let inner = iterator.slice(cut + 1);
    for (;;) {
      const page = await this.source.readRecords(inner, limit, signal);
      const end = page.records.findIndex((record) => isBehind(record, this.to));
      const reached = end === -1 ? page.records : page.records.slice(0, end);
      const records = reached.filter((record) => !isBefore(record, this.from));
      const ended = end !== -1 || this.#isQuiet(shardId, page.records.length);
      const next = ended ? undefined : page.nextIterator;
      if (next === undefined) return { records };
      // All of this page was too early: it says nothing about what is wanted.
      if (records.length > 0 || page.records.length === 0) {
        return { records, nextIterator: `${shardId} ${next}` };
      }
      inner = next;
    }
  }

  #isQuiet(shardId: string, count: number): boolean {
    const now = this.clock.monotonic();
    if (count > 0) this.#quietSince.delete(shardId);
    const since = this.#quietSince.get(shardId);
    if (count > 0) return false;
    if (since === undefined) this.#quietSince.set(shardId, now);
    return since !== undefined && now - since >= this.settle;
  }
}
