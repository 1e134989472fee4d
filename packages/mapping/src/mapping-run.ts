import { backoffDelay } from './backoff.js';
import { Bell } from './bell.js';
import { MappingError, StreamSourceError } from './errors.js';
import type { Lineage } from './lineage.js';
import { listShards } from './list-shards.js';
import type { RunContext } from './run-context.js';
import type {
  ShardCheckpoint,
  ShardDescription,
  ShardPosition,
  StreamCheckpoint,
} from './seams.js';
import { ShardConsumer } from './shard-consumer.js';

/** Shortest time between two listings: DescribeStream allows ten calls a second. */
const listingPace = 1000;

/** One run of a mapping, from its start to its stop: which shards there are and who reads them. */
export class MappingRun {
  readonly #run: RunContext;
  readonly #lineage: Lineage;
  readonly #consumers = new Map<string, ShardConsumer>();
  readonly #consuming = new Set<Promise<void>>();
  readonly #checkpoints: Map<string, ShardCheckpoint>;
  readonly #look: Bell;
  /** For pauses that only the end of the run cuts short. */
  readonly #pause: Bell;
  #discovering: Promise<void> = Promise.resolve();

  private constructor(run: RunContext, stored: StreamCheckpoint | undefined) {
    this.#run = run;
    this.#lineage = run.rules.createLineage();
    this.#look = new Bell(run.clock);
    this.#pause = new Bell(run.clock);
    const shards = stored?.shards ?? [];
    this.#checkpoints = new Map(shards.map((shard) => [shard.shardId, shard]));
  }

  /** Resolves when every shard's place is fixed, or the run was ended meanwhile. */
  static async begin(
    context: RunContext,
    stored: StreamCheckpoint | undefined,
  ): Promise<MappingRun> {
    const run = new MappingRun(context, stored);
    await run.#begin(stored === undefined);
    return run;
  }

  /** The shard, or any of them, may have new records. */
  wake(shardId?: string): void {
    if (shardId === undefined)
      for (const consumer of this.#consumers.values()) consumer.wakeReader();
    else this.#consumers.get(shardId)?.wakeReader();
  }

  /** Ends every pause; resolves when nothing is running any more. To be called once the run's halt is given. */
  async end(): Promise<void> {
    this.#look.ring();
    this.#pause.ring();
    for (const consumer of this.#consumers.values()) consumer.wake();
    await this.#discovering;
    await Promise.all(this.#consuming);
  }

  async #begin(first: boolean): Promise<void> {
    const listing = await this.#list();
    if (listing === undefined) return;
    if (first) await this.#fixStart(listing);
    else this.#resume(listing);
    const isFinished = (shardId: string) =>
      this.#checkpoints.get(shardId)?.position.kind === 'finished';
    const ready = this.#lineage.grow(listing, isFinished);
    await Promise.all(ready.map((shard) => this.#open(shard, first)));
    this.#forgetUnlisted(listing);
    this.#discovering = this.#discover();
  }

  /**
   * Writes down where a new mapping begins, before anything is read: at LATEST the closed shards
   * count as done, and the open ones begin now.
   */
  async #fixStart(listing: readonly ShardDescription[]): Promise<void> {
    const { settings, clock, checkpoints } = this.#run;
    const since = clock.now();
    for (const { shardId, endingSequenceNumber } of listing) {
      const position: ShardPosition =
        settings.startingPosition === 'TRIM_HORIZON'
          ? { kind: 'beginning' }
          : endingSequenceNumber === undefined
            ? { kind: 'since', time: since }
            : { kind: 'finished' };
      this.#checkpoints.set(shardId, { shardId, position });
      checkpoints.note({ shardId, position });
    }
    await checkpoints.flush();
  }

  /** Reports what went while the mapping was not running, and drops the checkpoints of it. */
  #resume(listing: readonly ShardDescription[]): void {
    this.#tellMissed(listing);
    const listed = new Set(listing.map(({ shardId }) => shardId));
    const vanished = [...this.#checkpoints.values()].filter(({ shardId }) => !listed.has(shardId));
    for (const { shardId, position } of vanished) {
      this.#checkpoints.delete(shardId);
      if (position.kind === 'finished') continue;
      const after = position.kind === 'after' ? position.sequenceNumber : undefined;
      this.#tellGap(shardId, after);
    }
    if (vanished.length > 0) {
      this.#run.checkpoints.forget(vanished.map(({ shardId }) => shardId));
    }
  }

  #tellMissed(listing: readonly ShardDescription[]): void {
    const isKnown = (shardId: string) => this.#checkpoints.has(shardId);
    for (const shardId of this.#lineage.missedParents(listing, isKnown)) {
      this.#tellGap(shardId, undefined);
    }
  }

  #tellGap(shardId: string, after: string | undefined): void {
    this.#run.observe({ type: 'gap', shardId, after, before: undefined });
  }

  /** Takes a shard up. Resolves when its place is fixed; the work on it goes on after that. */
  #open(shard: ShardDescription, fresh: boolean): Promise<void> {
    const { shardId } = shard;
    const checkpoint = this.#checkpoints.get(shardId) ?? this.#noteNew(shardId);
    this.#checkpoints.delete(shardId);
    const consumer = new ShardConsumer(this.#run, shard, { checkpoint, fresh });
    this.#consumers.set(shardId, consumer);
    const opened = consumer.open();
    const consuming = opened
      .then(() => this.#consume(shardId, consumer))
      .finally(() => this.#consuming.delete(consuming));
    this.#consuming.add(consuming);
    return opened;
  }

  /** A shard that is known to have begun tells apart, after a restart, from one that was missed. */
  #noteNew(shardId: string): ShardCheckpoint {
    const checkpoint: ShardCheckpoint = { shardId, position: { kind: 'beginning' } };
    this.#run.checkpoints.note(checkpoint);
    return checkpoint;
  }

  async #consume(shardId: string, consumer: ShardConsumer): Promise<void> {
    const finished = await consumer.consume();
    this.#consumers.delete(shardId);
    if (finished) this.#openChildren(shardId);
  }

  #openChildren(shardId: string): void {
    for (const child of this.#lineage.finish(shardId)) void this.#open(child, false);
    if (!this.#lineage.hasChildren(shardId)) this.#look.ring();
  }

  async #discover(): Promise<void> {
    const { halt, clock, polling } = this.#run;
    while (!halt.reading.aborted) {
      const begun = clock.monotonic();
      await this.#look.wait(polling.discovery);
      const early = begun + listingPace - clock.monotonic();
      if (early > 0 && !halt.reading.aborted) await this.#pause.wait(early);
      const listing = await this.#list();
      if (listing === undefined) return;
      this.#tellMissed(listing);
      for (const shard of this.#lineage.grow(listing)) void this.#open(shard, false);
      this.#forgetUnlisted(listing);
    }
  }

  #forgetUnlisted(listing: readonly ShardDescription[]): void {
    const { dropped, unread } = this.#lineage.prune(listing);
    if (dropped.length > 0) this.#run.checkpoints.forget(dropped);
    for (const shardId of unread) {
      this.#tellGap(shardId, undefined);
      this.#openChildren(shardId);
    }
  }

  /** The stream's shards; undefined when the run ended first. */
  async #list(): Promise<readonly ShardDescription[] | undefined> {
    const { source, halt, backoff, chance, observe } = this.#run;
    for (let failures = 1; !halt.reading.aborted; failures += 1) {
      try {
        return await listShards(source, halt.reading);
      } catch (error) {
        const reason = error instanceof StreamSourceError ? error.reason : 'unavailable';
        const delay = backoffDelay(backoff, failures, chance.next());
        observe({ type: 'source-refused', shardId: undefined, reason, error, delay });
        if (!halt.reading.aborted) await this.#pause.wait(delay);
      }
    }
    return undefined;
  }
}

/** @throws MappingError when the checkpoint was written for another stream. */
export function assertSameStream(stored: StreamCheckpoint | undefined, streamArn: string): void {
  if (stored === undefined || stored.streamArn === streamArn) return;
  throw new MappingError(
    'CHECKPOINT_OF_ANOTHER_STREAM',
    `The checkpoint belongs to the stream ${stored.streamArn}, the mapping reads ${streamArn}. ` +
      'Going on from it would skip records in silence. Give the mapping an empty checkpoint store, ' +
      'or point it at the stream that the checkpoint is for.',
  );
}
