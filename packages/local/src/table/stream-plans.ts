import type { Clock } from './clock.js';
import { type Commit, together } from './commit-queue.js';
import type { TableDescription } from './engine/engine-types.js';
import { RETENTION_MS } from './streams/retention.js';
import type { Shard, ShardDescription } from './streams/shard.js';
import type { StreamCatalog } from './streams/stream-catalog.js';
import type { Reshape, TableStream } from './streams/table-stream.js';
import type { ViewType } from './streams/view-type.js';
import type { Vault } from './vault.js';

/** What {@link StreamPlans} works with. */
export interface StreamPlansParts {
  readonly catalog: StreamCatalog;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly shardsPerTable: number;
}

/**
 * The commits of a stream's life. Each is decided when its turn in the queue has come, so that it
 * builds on everything that was stored before.
 */
export class StreamPlans {
  constructor(private readonly parts: StreamPlansParts) {}

  /** The table's stream begins with its first shards. */
  begin(table: TableDescription, viewType: ViewType): Commit {
    const { catalog, clock, shardsPerTable } = this.parts;
    const now = clock.now();
    const stream = catalog.plan(table, viewType, now);
    const first = stream.planFirstShards(shardsPerTable, catalog.sequence, now);
    return together([
      this.reshape(stream, first),
      { operations: [], publish: () => catalog.add(stream) },
    ]);
  }

  /** The table's stream ends: its shards close, and it stays readable. None when no stream is on. */
  end(tableName: string): Commit | undefined {
    const { catalog, clock, vault } = this.parts;
    const stream = catalog.enabledOf(tableName);
    if (stream === undefined) return undefined;
    const now = clock.now();
    const closing = stream.planClosing(catalog.sequence, now);
    return {
      operations: vault.keepStream(
        { ...stream.description, disabledAt: now },
        stream.shardsAfter(closing),
      ),
      publish: () => {
        stream.apply(closing);
        stream.disable(now);
      },
    };
  }

  /** Shards close and their children open. */
  reshape(stream: TableStream, reshape: Reshape): Commit {
    return {
      operations: this.parts.vault.keepStream(stream.description, stream.shardsAfter(reshape)),
      publish: () => stream.apply(reshape),
    };
  }

  /**
   * What is older than 24 hours goes: records, closed shards, and the stream itself if it ended. The
   * commit is small however much that is: from then on nothing is read of it, by nobody and after no
   * restart, and its rows may be swept out of the store at leisure.
   */
  trim(stream: TableStream): Commit {
    const { catalog, vault, clock } = this.parts;
    const horizon = clock.now() - RETENTION_MS;
    const forgotten = stream.closedBefore(horizon);
    const trimmed = stream.shards.flatMap((shard) => {
      const last = forgotten.includes(shard) ? undefined : shard.lastBefore(horizon);
      return last === undefined ? [] : [{ shard, through: last.sequenceNumber }];
    });
    const ended = (stream.description.disabledAt ?? horizon) < horizon;
    return {
      operations: ended
        ? vault.dropStream(stream.description)
        : vault.keepStream(stream.description, shardsWithout(stream, forgotten, trimmed)),
      publish: () => {
        for (const { shard, through } of trimmed) {
          shard.trim(through);
          vault.expire(stream, shard, through);
        }
        stream.forget(forgotten);
        for (const shard of forgotten) vault.expire(stream, shard);
        if (ended) catalog.forget(stream);
      },
    };
  }
}

function shardsWithout(
  stream: TableStream,
  forgotten: readonly Shard[],
  trimmed: readonly { readonly shard: Shard; readonly through: string }[],
): readonly ShardDescription[] {
  const throughs = new Map(trimmed.map(({ shard, through }) => [shard, through]));
  return stream.shards
    .filter((shard) => !forgotten.includes(shard))
    .map((shard) => ({
      ...shard.description,
      trimmedThrough: throughs.get(shard) ?? shard.description.trimmedThrough,
    }));
}
