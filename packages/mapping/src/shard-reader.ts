import { backoffDelay } from './backoff.js';
import { Bell } from './bell.js';
import { StreamSourceError } from './errors.js';
import { listShards } from './list-shards.js';
import { retentionSeconds } from './record-age.js';
import type { RunContext } from './run-context.js';
import type { IteratorPosition, ShardDescription, ShardPosition } from './seams.js';
import type { StreamRecord } from './stream-record.js';

export interface ReadPage {
  readonly records: readonly StreamRecord[];
  /** How many records there were, those from before the start of a mapping at LATEST among them. */
  readonly size: number;
  /** The shard is closed and this was the last of it. */
  readonly ended: boolean;
}

/** How long a gap waits for the record that it ends at, in milliseconds: pages may be empty meanwhile. */
const gapPatience = 60_000;

interface Gap {
  readonly after: string | undefined;
  /** Monotonic time at which it was noticed. */
  readonly noticedAt: number;
}

/**
 * Reads one shard from where it stands, through expired iterators, refusals and trimmed data. Each
 * record comes once and in order.
 */
export class ShardReader {
  readonly #run: RunContext;
  readonly #shard: ShardDescription;
  readonly #pause: Bell;
  /** What the next iterator has to begin after. */
  #position: ShardPosition;
  #fresh: boolean;
  /** When a mapping at LATEST began, until the first record of after that. 0: everything is owed. */
  #since: number;
  /** Whether the iterator began at LATEST itself: then the stream says what is owed, and no clock. */
  #atLatest = false;
  #iterator: string | undefined;
  /** Set instead of a position when the place is trimmed or not accepted. */
  #detour: IteratorPosition | undefined;
  #gap: Gap | undefined;
  #failures = 0;
  #vanished = false;

  constructor(run: RunContext, shard: ShardDescription, position: ShardPosition, fresh: boolean) {
    this.#run = run;
    this.#shard = shard;
    this.#position = position;
    this.#fresh = fresh;
    this.#since = position.kind === 'since' ? position.time : 0;
    this.#pause = new Bell(run.clock);
    if (position.kind === 'since' && !fresh && this.#isPastRetention(position.time)) {
      this.#gap = this.#gapAfter(undefined);
    }
  }

  /** Fixes the shard's place by opening the first iterator. False when the run ended first. */
  async open(): Promise<boolean> {
    while (!this.#run.halt.reading.aborted && !this.#vanished) {
      try {
        this.#iterator ??= await this.#openIterator();
        return true;
      } catch (error) {
        await this.#recover(error);
      }
    }
    return this.#vanished;
  }

  /** The next page; undefined when the run ended first. */
  async read(limit: number): Promise<ReadPage | undefined> {
    while (await this.open()) {
      if (this.#vanished) return this.#lastOfVanished();
      try {
        const iterator = this.#iterator ?? '';
        const page = await this.#run.source.readRecords(iterator, limit, this.#run.halt.reading);
        if (this.#run.halt.reading.aborted) return undefined;
        this.#failures = 0;
        this.#iterator = page.nextIterator;
        return this.#accept(page.records, page.nextIterator === undefined);
      } catch (error) {
        await this.#recover(error);
      }
    }
    return undefined;
  }

  /** Ends a pause at once. */
  wake(): void {
    this.#pause.ring();
  }

  async #openIterator(): Promise<string> {
    const place = { shard: this.#shard, position: this.#position, fresh: this.#fresh };
    const at = this.#detour ?? this.#run.rules.reopenAt(place);
    const { shardId } = this.#shard;
    const iterator = await this.#run.source.openIterator(shardId, at, this.#run.halt.reading);
    this.#fresh = false;
    this.#atLatest = at.type === 'LATEST';
    return iterator;
  }

  #accept(records: readonly StreamRecord[], ended: boolean): ReadPage {
    const unread = this.#unread(records);
    const first = unread[0];
    if (first !== undefined || ended) this.#endGap(first?.dynamodb.SequenceNumber);
    else if (this.#isOverdue(this.#gap)) this.#endGap(undefined);
    const last = unread.at(-1);
    if (last !== undefined) {
      this.#position = { kind: 'after', sequenceNumber: last.dynamodb.SequenceNumber };
      this.#detour = undefined;
    }
    const owed =
      this.#since === 0 || this.#atLatest
        ? unread
        : unread.filter((record) => !this.#isBeforeStart(record));
    if (owed.length > 0) this.#since = 0;
    return { records: owed, size: records.length, ended };
  }

  /** Records come in order: those that are repeated are at the front, and mostly there are none. */
  #unread(records: readonly StreamRecord[]): readonly StreamRecord[] {
    const first = records.findIndex((record) => !this.#isRepeated(record));
    if (first === 0) return records;
    return first === -1 ? [] : records.slice(first);
  }

  #isRepeated(record: StreamRecord): boolean {
    return (
      this.#position.kind === 'after' &&
      this.#run.rules.compareSequenceNumbers(
        record.dynamodb.SequenceNumber,
        this.#position.sequenceNumber,
      ) <= 0
    );
  }

  /** DynamoDB rounds creation times to seconds, so the whole second of the start is taken in. */
  #isBeforeStart(record: StreamRecord): boolean {
    return record.dynamodb.ApproximateCreationDateTime < Math.floor(this.#since / 1000);
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#run.halt.reading.aborted) return;
    this.#failures += 1;
    const reason = error instanceof StreamSourceError ? error.reason : 'unavailable';
    const repeated = this.#failures > 1;
    let delay = repeated ? this.#backoff() : 0;
    switch (reason) {
      case 'expired-iterator':
        this.#iterator = undefined;
        break;
      case 'trimmed':
        this.#iterator = undefined;
        this.#detour = { type: 'TRIM_HORIZON' };
        this.#gap ??= this.#gapAfter(this.#doneUpTo());
        break;
      case 'invalid-position':
        this.#iterator = undefined;
        this.#detour = { type: 'TRIM_HORIZON' };
        break;
      case 'not-found':
        this.#iterator = undefined;
        this.#vanished = !(await this.#isListed());
        delay = this.#vanished ? 0 : this.#backoff();
        break;
      case 'throttled':
      case 'unavailable':
        delay = this.#backoff();
        break;
    }
    const { shardId } = this.#shard;
    this.#run.observe({ type: 'source-refused', shardId, reason, error, delay });
    if (delay > 0 && !this.#run.halt.reading.aborted) await this.#pause.wait(delay);
  }

  /** True unless the stream is there and no longer lists the shard. */
  async #isListed(): Promise<boolean> {
    try {
      const shards = await listShards(this.#run.source, this.#run.halt.reading);
      return shards.some(({ shardId }) => shardId === this.#shard.shardId);
    } catch (error) {
      // The listing's own refusal says nothing about this shard: it is told, and the shard kept.
      const { shardId } = this.#shard;
      const reason = error instanceof StreamSourceError ? error.reason : 'unavailable';
      this.#run.observe({ type: 'source-refused', shardId, reason, error, delay: 0 });
      return true;
    }
  }

  /** A shard goes with its last record: whatever was not read of it is lost. */
  #lastOfVanished(): ReadPage {
    this.#tellGap(this.#doneUpTo(), undefined);
    return { records: [], size: 0, ended: true };
  }

  #gapAfter(after: string | undefined): Gap {
    return { after, noticedAt: this.#run.clock.monotonic() };
  }

  #isOverdue(gap: Gap | undefined): boolean {
    return gap !== undefined && this.#run.clock.monotonic() - gap.noticedAt >= gapPatience;
  }

  #endGap(before: string | undefined): void {
    if (this.#gap === undefined) return;
    this.#tellGap(this.#gap.after, before);
    this.#gap = undefined;
  }

  #tellGap(after: string | undefined, before: string | undefined): void {
    this.#run.observe({ type: 'gap', shardId: this.#shard.shardId, after, before });
  }

  #doneUpTo(): string | undefined {
    return this.#position.kind === 'after' ? this.#position.sequenceNumber : undefined;
  }

  #isPastRetention(time: number): boolean {
    return this.#run.clock.now() - time >= retentionSeconds * 1000;
  }

  #backoff(): number {
    return backoffDelay(this.#run.backoff, this.#failures, this.#run.chance.next());
  }
}
