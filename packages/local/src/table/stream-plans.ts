import type { Clock } from './clock.js';
import { type Commit, together } from './commit-queue.js';
import type { TableDescription } from './engine/engine-types.js';
import { RETENTION_MS } from './streams/retention.js';
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

  /** What is older than 24 hours goes: records, closed shards, and the stream itself if it ended. */
  trim(stream: TableStream): Commit {
    const { catalog, vault, clock } = this.parts;
    const horizon = clock.now() - RETENTION_MS;
    const forgotten = stream.closedBefore(horizon);
    const old = stream.shards.map((shard) => ({
      shard,
      // A clock that was set back may have made a record younger than its shard's end.
      records: forgotten.includes(shard) ? shard.records : shard.recordsBefore(horizon),
    }));
    const ended = (stream.description.disabledAt ?? horizon) < horizon;
    const kept = old
      .filter(({ shard }) => !forgotten.includes(shard))
      .map(({ shard, records }) => ({
        ...shard.description,
        trimmedThrough: records.at(-1)?.sequenceNumber ?? shard.description.trimmedThrough,
      }));
    return {
      operations: [
        ...old.flatMap(({ shard, records }) => vault.dropRecords(stream, shard, records)),
        ...(ended
          ? vault.dropStream(stream.description)
          : vault.keepStream(stream.description, kept)),
      ],
      publish: () => {
        for (const { shard, records } of old) {
          const last = records.at(-1);
          if (last !== undefined) shard.trim(last.sequenceNumber);
        }
        stream.forget(forgotten);
        if (ended) catalog.forget(stream);
      },
    };
  }
}
