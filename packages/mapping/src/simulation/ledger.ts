import type { FailureDocument, ShardCheckpoint, ShardPosition } from '../seams.js';
import type { MappingSettings } from '../settings.js';
import type { SimulatedRecord, SimulatedShard, SimulatedTable } from './simulated-table.js';

/** Seconds. */
const day = 86_400;

/** One life of the mapping's process. */
export interface Life {
  alive: boolean;
}

export interface Invocation {
  readonly life: Life;
  readonly records: readonly SimulatedRecord[];
}

/**
 * The truth about every record, and the judge of the mapping: each fact that comes in is held
 * against what must be so. The first violation is kept.
 */
export class Ledger {
  readonly #table: SimulatedTable;
  readonly #settings: MappingSettings;
  readonly #running = new Set<Invocation>();
  /** Failed calls in a row of exactly this batch, since it became a batch of its own. */
  readonly #failures = new Map<string, number>();
  readonly #named = new Set<string>();
  /** Seconds. */
  readonly #oldest: number;
  /** Seconds since 1970. */
  #earliest = 0;
  readonly #saved = new Map<string, ShardPosition>();
  #violation: string | undefined;

  constructor(table: SimulatedTable, settings: MappingSettings) {
    const chosen = settings.maximumRecordAgeInSeconds;
    this.#oldest = chosen === -1 ? day : Math.min(chosen, day);
    this.#table = table;
    this.#settings = settings;
  }

  get violation(): string | undefined {
    return this.#violation;
  }

  get running(): number {
    return this.#running.size;
  }

  /** The mapping was started for the first time, at LATEST: what is older is none of its business. */
  startAtLatest(now: number): void {
    this.#earliest = Math.floor(now / 1000);
  }

  /** The mapping answers for this record from now on. */
  owe(record: SimulatedRecord): void {
    if (!record.wanted || record.owed) return;
    record.owed = true;
    record.shard.open += 1;
  }

  /**
   * The function was called with these.
   *
   * @param now the wall time that the mapping had, in milliseconds
   */
  invoked(invocation: Invocation, payloadBytes: number, now: number): void {
    const { records, life } = invocation;
    const [first] = records;
    if (first === undefined) return;
    this.#expect(
      records.length <= this.#settings.batchSize,
      'a batch is larger than the batch size',
    );
    this.#expect(payloadBytes <= 6 * 1024 * 1024, 'a payload is larger than 6 MB');
    this.#checkInFlight(invocation, first.shard);
    for (const [index, record] of records.entries()) {
      const before = records[index - 1];
      this.#expect(record.shard === first.shard, 'one batch has records of two shards', record);
      this.#expect(
        before === undefined || before.number < record.number,
        'a batch is out of order',
        record,
      );
      this.#expect(record.wanted, 'a filtered record was delivered', record);
      const createdAt = record.record.dynamodb.ApproximateCreationDateTime;
      this.#expect(createdAt >= this.#earliest, 'a record of before LATEST was delivered', record);
      const age = now / 1000 - createdAt;
      this.#expect(age <= this.#oldest, 'a record was delivered past its age', record);
      if (!record.delivered) this.#deliverFirst(record);
    }
    if (life.alive) this.#running.add(invocation);
  }

  ended(invocation: Invocation): void {
    this.#running.delete(invocation);
  }

  /** A life of the process is over; what it had running is nobody's any more. */
  died(life: Life): void {
    for (const invocation of this.#running) {
      if (invocation.life === life) this.#running.delete(invocation);
    }
    this.#failures.clear();
  }

  /** The function did its work on these. */
  handled(records: readonly SimulatedRecord[]): void {
    for (const record of records) {
      const { before, owed, accounted } = record;
      const inOrder =
        !owed || accounted || before === undefined || !before.owed || before.accounted;
      this.#expect(inOrder, 'a change was handled before the one before it', record);
      this.#account(record);
    }
  }

  /** The mapping heard that the function failed with this whole batch. */
  failed(records: readonly SimulatedRecord[]): void {
    if (records.length === 0) return;
    const key = batchKey(records);
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const most = this.#settings.maximumRetryAttempts;
    this.#expect(most === -1 || failures <= 1 + most, 'a batch was retried too often', records[0]);
  }

  /** A failure record reached its destination. */
  named(document: FailureDocument): void {
    this.#named.add(JSON.stringify(document));
  }

  /** The mapping gave a batch up. */
  discarded(
    records: readonly SimulatedRecord[],
    document: FailureDocument,
    hasDestination: boolean,
  ): void {
    const [first] = records;
    const { requestContext, DDBStreamBatchInfo: info, timestamp } = document;
    this.#expect(
      !hasDestination || this.#named.has(JSON.stringify(document)),
      'a batch was given up without a failure record',
      first,
    );
    if (first === undefined) return;
    this.#expect(
      info.startSequenceNumber === first.sequenceNumber &&
        info.endSequenceNumber === records.at(-1)?.sequenceNumber &&
        info.batchSize === records.length &&
        info.shardId === first.shard.id,
      'a failure record names other records than were given up',
      first,
    );
    if (requestContext.condition === 'RetryAttemptsExhausted') {
      this.#checkRetries(records, requestContext.approximateInvokeCount);
    } else {
      for (const record of records) this.#checkAge(record, Date.parse(timestamp));
    }
    for (const record of records) this.#account(record);
  }

  /** The mapping said that records were trimmed before it read them. */
  gap(shardId: string, after: string | undefined, before: string | undefined): void {
    const shard = this.#table.shard(shardId);
    if (shard === undefined) return;
    if (before === undefined) this.#accountGone(shard);
    const gone = !this.#table.isListed(shard);
    const low = after === undefined ? -1n : BigInt(after);
    const high = before === undefined ? undefined : BigInt(before);
    for (const record of shard.records) {
      if (!gone && record.index >= shard.trimmed) break;
      if (record.number > low && (high === undefined || record.number < high))
        this.#account(record);
    }
  }

  /** A checkpoint is in the store. */
  saved({ shardId, position }: ShardCheckpoint): void {
    const shard = this.#table.shard(shardId);
    if (shard === undefined) return;
    const forward = isForward(this.#saved.get(shardId), position);
    this.#expect(forward, `the checkpoint of ${shardId} went back`);
    this.#saved.set(shardId, position);
    if (position.kind === 'finished') {
      const done = shard.closedAt !== undefined && shard.open === 0;
      this.#expect(done, `the shard ${shardId} was finished before all of it was done`);
      return;
    }
    if (position.kind !== 'after') return;
    const open = firstOpen(shard);
    const passed = open !== undefined && BigInt(position.sequenceNumber) >= open.number;
    this.#expect(!passed, 'a checkpoint passed an unfinished record', open);
  }

  /** At the end, when all disasters are over and time enough has passed. */
  closeBooks(): void {
    for (const shard of this.#table.shards) {
      if (shard.open === 0) continue;
      this.#expect(false, 'a record was lost', firstOpen(shard));
    }
  }

  violate(text: string): void {
    this.#expect(false, text);
  }

  #deliverFirst(record: SimulatedRecord): void {
    record.delivered = true;
    if (!record.owed) return;
    const { before, shard } = record;
    const inOrder = before === undefined || !before.owed || before.delivered || before.accounted;
    this.#expect(
      inOrder,
      `a change overtook the one before it (${before?.sequenceNumber})`,
      record,
    );
    for (let parent = shard.parent; parent !== undefined; parent = parent.parent) {
      const done = parent.closedAt !== undefined && parent.open === 0;
      this.#expect(done, `a child was read before its parent ${parent.id} was done`, record);
    }
  }

  #checkInFlight({ life, records }: Invocation, shard: SimulatedShard): void {
    let ofShard = 1;
    for (const other of this.#running) {
      if (other.life !== life || other.records[0]?.shard !== shard) continue;
      ofShard += 1;
      for (const { item } of other.records) {
        const twice = records.some((record) => record.item === item);
        this.#expect(!twice, `two batches with the item ${item} run at once`);
      }
    }
    const most = this.#settings.parallelizationFactor;
    this.#expect(ofShard <= most, `${ofShard} batches of one shard run at once`);
  }

  #checkAge({ record, sequenceNumber }: SimulatedRecord, now: number): void {
    const age = now / 1000 - record.dynamodb.ApproximateCreationDateTime;
    this.#expect(
      age >= this.#oldest,
      `the record ${sequenceNumber} was given up at the age of ${age} s`,
    );
  }

  #checkRetries(records: readonly SimulatedRecord[], told: number): void {
    const { maximumRetryAttempts, bisectBatchOnFunctionError } = this.#settings;
    const calls = 1 + maximumRetryAttempts;
    const failures = this.#failures.get(batchKey(records)) ?? 0;
    this.#expect(maximumRetryAttempts !== -1, 'a batch was given up although retries never end');
    this.#expect(told === calls, `a failure record counts ${told} calls instead of ${calls}`);
    this.#expect(failures >= calls, `a batch was given up after ${failures} of ${calls} calls`);
    const whole = bisectBatchOnFunctionError && records.length > 1;
    this.#expect(!whole, 'a batch was given up whole although it is to be bisected', records[0]);
  }

  /** A gap to a shard's end takes in the relatives that the stream no longer lists. */
  #accountGone(shard: SimulatedShard): void {
    for (const other of this.#table.shards) {
      if (other === shard || this.#table.isListed(other)) continue;
      if (!isAncestor(other, shard) && !isAncestor(shard, other)) continue;
      for (const record of other.records) this.#account(record);
    }
  }

  #account(record: SimulatedRecord): void {
    if (record.accounted) return;
    record.accounted = true;
    if (record.owed) record.shard.open -= 1;
  }

  #expect(holds: boolean, otherwise: string, record?: SimulatedRecord): void {
    if (holds || this.#violation !== undefined) return;
    const where =
      record === undefined ? '' : `: ${record.item} ${record.sequenceNumber} in ${record.shard.id}`;
    this.#violation = `${otherwise}${where}`;
  }
}

function batchKey(records: readonly SimulatedRecord[]): string {
  return `${records[0]?.sequenceNumber} ${records.at(-1)?.sequenceNumber}`;
}

function isForward(from: ShardPosition | undefined, to: ShardPosition): boolean {
  switch (from?.kind) {
    case 'finished':
      return to.kind === 'finished';
    case 'after':
      return (
        to.kind === 'finished' ||
        (to.kind === 'after' && BigInt(to.sequenceNumber) >= BigInt(from.sequenceNumber))
      );
    default:
      return true;
  }
}

function isAncestor(elder: SimulatedShard, shard: SimulatedShard): boolean {
  for (let parent = shard.parent; parent !== undefined; parent = parent.parent) {
    if (parent === elder) return true;
  }
  return false;
}

function firstOpen(shard: SimulatedShard): SimulatedRecord | undefined {
  for (; shard.settledTo < shard.records.length; shard.settledTo += 1) {
    const record = shard.records[shard.settledTo];
    if (record?.owed && !record.accounted) return record;
  }
  return undefined;
}
