import type { Clock } from './clock.js';
import type { CommitQueue } from './commit-queue.js';
import { TableStoreError } from './engine/table-store-error.js';
import { RETENTION_MS, SHARD_LIFE_MS } from './streams/retention.js';
import type { StreamCatalog } from './streams/stream-catalog.js';
import type { TableStream } from './streams/table-stream.js';
import type { TableWriter } from './table-writer.js';
import type { TimeToLive } from './time-to-live.js';
import type { IdempotencyTokens } from './transactions/idempotency-tokens.js';

const ROUND_MS = 1000;

/** What a {@link Housekeeping} works with. */
export interface HousekeepingParts {
  readonly clock: Clock;
  readonly catalog: StreamCatalog;
  readonly writer: TableWriter;
  readonly sweepRecords: () => Promise<void>;
  readonly queue: CommitQueue;
  readonly timeToLive: TimeToLive;
  readonly tokens: IdempotencyTokens;
  readonly onFault: (error: unknown, task: string) => void;
}

/** What happens by the clock alone: items expire, shards roll, records go after 24 hours. */
export class Housekeeping {
  private cancel: () => void = () => undefined;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: HousekeepingParts) {}

  start(): void {
    if (this.stopped) return;
    this.cancel = this.parts.clock.after(ROUND_MS, () => {
      this.round = this.run().finally(() => this.start());
    });
  }

  /** Ends it, after the round that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.round;
  }

  private async run(): Promise<void> {
    const { timeToLive, writer, catalog } = this.parts;
    await this.attempt('time-to-live', () => timeToLive.sweep(writer));
    for (const stream of catalog.all()) {
      await this.attempt('shard roll', () => this.rollOldShards(stream));
      await this.attempt('retention', () => this.trim(stream));
    }
    await this.attempt('retention', () => this.parts.sweepRecords());
    await this.attempt('idempotency tokens', () => this.expireTokens());
  }

  private async rollOldShards(stream: TableStream): Promise<void> {
    const { clock, writer, catalog } = this.parts;
    const old = (now: number) =>
      stream.openShards.filter(({ description }) => now - description.openedAt >= SHARD_LIFE_MS);
    if (!stream.isEnabled || old(clock.now()).length === 0) return;
    await writer.reshape(stream, (now) => stream.planRoll(old(now), catalog.sequence, now));
  }

  private async trim(stream: TableStream): Promise<void> {
    if (stream.hasBefore(this.parts.clock.now() - RETENTION_MS)) {
      await this.parts.writer.trim(stream);
    }
  }

  private async expireTokens(): Promise<void> {
    const operations = this.parts.tokens.expire();
    if (operations.length === 0) return;
    await this.parts.queue.submit(() => ({ operations, publish: () => undefined }));
  }

  /** One task's fault must not keep the others from being done, now or in the next round. */
  private async attempt(task: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.parts.onFault(error, task);
      // No later round could do better.
      if (error instanceof TableStoreError) this.stopped = true;
    }
  }
}
