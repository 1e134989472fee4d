import { Bell } from './bell.js';
import { BufferedRecord } from './buffered-record.js';
import { Lane } from './lane.js';
import { largestPayload } from './payload.js';
import { PollPace } from './poll-pace.js';
import type { RunContext } from './run-context.js';
import type { ShardCheckpoint, ShardDescription, ShardPosition } from './seams.js';
import type { ShardProgress } from './shard-progress.js';
import { type ReadPage, ShardReader } from './shard-reader.js';
import type { StreamRecord } from './stream-record.js';
import { TumblingWindow } from './tumbling-window.js';

/** Most records that GetRecords gives at once. */
const largestPage = 1000;

/** Where a shard is taken up. */
export interface ShardStart {
  readonly checkpoint: ShardCheckpoint;
  /** True when the mapping has never run: the starting position counts. */
  readonly fresh: boolean;
}

/** Works one shard off: reads it, filters, shares the records out to lanes, and keeps its checkpoint. */
export class ShardConsumer {
  readonly #run: RunContext;
  readonly #shardId: string;
  readonly #reader: ShardReader;
  readonly #lanes: readonly Lane[];
  readonly #window: TumblingWindow | undefined;
  readonly #progress: ShardProgress;
  readonly #pace: PollPace;
  readonly #poll: Bell;
  readonly #room: Bell;
  #position: ShardPosition;
  #waiting = 0;
  /** As DynamoDB counts them: near enough to bound the memory. */
  #waitingBytes = 0;
  #ended = false;

  constructor(run: RunContext, shard: ShardDescription, { checkpoint, fresh }: ShardStart) {
    this.#run = run;
    this.#shardId = shard.shardId;
    this.#position = checkpoint.position;
    this.#reader = new ShardReader(run, shard, checkpoint.position, fresh);
    this.#progress = run.rules.createProgress();
    this.#pace = new PollPace(run.polling, run.hinted);
    this.#poll = new Bell(run.clock);
    this.#room = new Bell(run.clock);
    this.#window = windowOf(run, shard.shardId, checkpoint);
    this.#lanes = Array.from({ length: run.settings.parallelizationFactor }, (_, lane) =>
      this.#createLane(lane),
    );
  }

  /** Fixes the shard's place. */
  async open(): Promise<void> {
    if (!(await this.#reader.open())) return;
    const from = this.#position;
    this.#run.observe({ type: 'shard-opened', shardId: this.#shardId, from });
  }

  /** Resolves to true when the shard is closed and all of it done, to false when the run ended first. */
  async consume(): Promise<boolean> {
    for (const lane of this.#lanes) lane.start();
    await this.#read();
    await Promise.all(this.#lanes.map((lane) => lane.settled()));
    if (this.#run.halt.reading.aborted || !this.#ended || !this.#progress.settled) return false;
    this.#position = { kind: 'finished' };
    this.#note();
    if (!(await this.#isKept())) return false;
    this.#run.observe({ type: 'shard-finished', shardId: this.#shardId });
    return true;
  }

  /** The shard may have new records: reads at once. */
  wakeReader(): void {
    this.#poll.ring();
  }

  /** Ends every pause at once, for the run is ending. */
  wake(): void {
    this.#poll.ring();
    this.#room.ring();
    this.#reader.wake();
    for (const lane of this.#lanes) lane.wake();
  }

  /** Whether the checkpoint was stored. If not, the run is ending, and its end tells why. */
  #isKept(): Promise<boolean> {
    return this.#run.checkpoints.flush().then(
      () => true,
      () => false,
    );
  }

  async #read(): Promise<void> {
    const { halt } = this.#run;
    while (!halt.reading.aborted && !this.#ended) {
      if (!this.#hasRoom()) {
        await this.#room.wait();
        continue;
      }
      const page = await this.#reader.read(largestPage);
      if (page === undefined) return;
      this.#admit(page);
      if (page.ended) {
        this.#ended = true;
        for (const lane of this.#lanes) lane.end();
      } else {
        await this.#restAfter(page);
      }
    }
  }

  #admit({ records }: ReadPage): void {
    const filtered: StreamRecord[] = [];
    const touched = new Set<Lane>();
    if (records.length > 0) this.#tellRead(records);
    const readAt = this.#run.clock.monotonic();
    for (const record of records) {
      const { SequenceNumber, SizeBytes } = record.dynamodb;
      const lane = this.#laneOf(record);
      if (lane !== undefined && this.#run.matches(record)) {
        this.#waiting += 1;
        this.#waitingBytes += SizeBytes;
        const place = this.#progress.admit(SequenceNumber);
        lane.push(new BufferedRecord(this.#run.writer, record, place, readAt));
        touched.add(lane);
      } else {
        this.#progress.skip(SequenceNumber);
        filtered.push(record);
      }
    }
    if (filtered.length > 0) {
      this.#tellFiltered(filtered);
      this.#move();
    }
    for (const lane of touched) lane.start();
  }

  #laneOf(record: StreamRecord): Lane | undefined {
    const { rules, settings } = this.#run;
    return this.#lanes[rules.laneOf(record.dynamodb.Keys, settings.parallelizationFactor)];
  }

  #createLane(lane: number): Lane {
    const onDone = (records: readonly BufferedRecord[]) => this.#finish(records);
    const shardId = this.#shardId;
    return new Lane({ run: this.#run, shardId, lane, window: this.#window, onDone });
  }

  #finish(records: readonly BufferedRecord[]): void {
    for (const { place, record } of records) {
      this.#progress.complete(place);
      this.#waiting -= 1;
      this.#waitingBytes -= record.dynamodb.SizeBytes;
    }
    this.#move();
    this.#room.ring();
  }

  /** Moves the checkpoint to where everything before is done. */
  #move(): void {
    const sequenceNumber = this.#progress.checkpoint;
    if (sequenceNumber !== undefined) this.#position = { kind: 'after', sequenceNumber };
    this.#note();
  }

  #note(): void {
    const window = this.#window?.open;
    const checkpoint = { shardId: this.#shardId, position: this.#position };
    this.#run.checkpoints.note(window === undefined ? checkpoint : { ...checkpoint, window });
  }

  /**
   * Whether to read ahead: a blocked lane holds no more than a few batches, and one page at most on
   * top of them. Always whole pages, because a read costs the same for one record as for a thousand.
   */
  #hasRoom(): boolean {
    const { batchSize, parallelizationFactor } = this.#run.settings;
    if (this.#waitingBytes >= 2 * largestPayload * parallelizationFactor) return false;
    const most = Math.max(largestPage, 2 * batchSize * parallelizationFactor);
    return this.#waiting < most;
  }

  /** A full page has more behind it; anything less means that the reader has caught up. */
  async #restAfter({ size }: ReadPage): Promise<void> {
    if (size >= largestPage) return;
    await this.#poll.wait(size > 0 ? this.#pace.afterRecords() : this.#pace.afterNothing());
  }

  #tellRead(records: readonly StreamRecord[]): void {
    const newest = records.at(-1)?.dynamodb.ApproximateCreationDateTime ?? 0;
    const iteratorAge = Math.max(0, this.#run.clock.now() - newest * 1000);
    this.#run.observe({ type: 'records-read', shardId: this.#shardId, records, iteratorAge });
  }

  #tellFiltered(records: readonly StreamRecord[]): void {
    const count = records.length;
    this.#run.observe({ type: 'filtered', shardId: this.#shardId, count, records });
  }
}

function windowOf(
  { settings, source }: RunContext,
  shardId: string,
  { window }: ShardCheckpoint,
): TumblingWindow | undefined {
  const seconds = settings.tumblingWindowInSeconds;
  if (seconds === 0) return undefined;
  return new TumblingWindow({ seconds, shardId, streamArn: source.streamArn, open: window });
}
