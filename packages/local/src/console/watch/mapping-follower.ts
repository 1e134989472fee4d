import type { MappingEvent, StreamRecord } from '@millrace/mapping';
import type { Outcome } from '../contract.js';
import type { ChangeJournal } from './change-journal.js';
import { errorText } from './error-text.js';
import type { FlowTally } from './flow-tally.js';
import type { FunctionWatch } from './function-watch.js';
import type { MappingWatch } from './mapping-watch.js';
import type { SecondLog } from './second-log.js';
import type { Delivery, KeptStep, StoredChange } from './stored-change.js';

/** Where a follower puts what it sees. */
export interface FollowerParts {
  readonly journal: ChangeJournal;
  readonly functions: FunctionWatch;
  readonly seconds: SecondLog;
  readonly flow: FlowTally;
}

type EventOf<Type extends MappingEvent['type']> = Extract<MappingEvent, { readonly type: Type }>;

/** Follows one mapping: what it tells becomes counts, and steps in its records' stories. */
export class MappingFollower {
  readonly #parts: FollowerParts;
  readonly #watch: MappingWatch;
  readonly #mappingUuid: string;
  readonly #functionName: string;

  constructor(
    parts: FollowerParts,
    watch: MappingWatch,
    names: { readonly mappingUuid: string; readonly functionName: string },
  ) {
    this.#parts = parts;
    this.#watch = watch;
    this.#mappingUuid = names.mappingUuid;
    this.#functionName = names.functionName;
  }

  see(event: MappingEvent, at: number): void {
    switch (event.type) {
      case 'shard-opened':
        this.#watch.shard(event.shardId).finished = false;
        break;
      case 'shard-finished':
        this.#watch.shard(event.shardId).finished = true;
        break;
      case 'records-read':
        this.#read(event, at);
        break;
      case 'filtered':
        this.#filtered(event, at);
        break;
      case 'delivered':
        this.#delivered(event, at);
        break;
      case 'invocation-succeeded':
        this.#succeeded(event, at);
        break;
      case 'invocation-failed':
        this.#failed(event, at);
        break;
      case 'throttled':
        this.#close(event, { outcome: 'throttled' });
        break;
      case 'retried':
        this.#retried(event, at);
        break;
      case 'bisected': {
        const sizes = [event.first.length, event.second.length] as const;
        this.#each([...event.first, ...event.second], at, (change) =>
          this.#step(change, { type: 'bisected', at, sizes }),
        );
        break;
      }
      case 'discarded':
        this.#discarded(event, at);
        break;
      case 'failure-record-sent': {
        const { destinationArn } = event;
        this.#each(event.records, at, (change) =>
          this.#step(change, { type: 'failure-recorded', at, destinationArn }),
        );
        break;
      }
      case 'gap':
        this.#watch.gaps += 1;
        break;
      case 'state-changed':
        if (event.state === 'Disabled') this.#watch.settle();
        break;
      case 'failure-record-refused':
      case 'checkpoint-moved':
      case 'checkpoint-refused':
      case 'source-refused':
        break;
    }
  }

  #read({ shardId, records }: EventOf<'records-read'>, at: number): void {
    const { journal, seconds, flow } = this.#parts;
    this.#watch.read += records.length;
    const changes = records.map((record) => ({ record, change: journal.of(record, at) }));
    const newest = changes.at(-1)?.change;
    if (newest === undefined) return;
    // The record's own time has whole seconds only; the journal saw the write itself.
    const iteratorAge = Math.max(0, at - newest.at);
    const shard = this.#watch.shard(shardId);
    shard.iteratorAge = iteratorAge;
    seconds.iteratorAge(iteratorAge, at);
    for (const { record, change } of changes) {
      change.shardId = shardId;
      journal.keepRecord(change, record);
      journal.passage(change, this.#mappingUuid);
      this.#step(change, { type: 'read', at, iteratorAge });
      // What was given back by a stop is read again, and is no news.
      if (!shard.pass(record.dynamodb.SequenceNumber)) continue;
      this.#watch.unread = Math.max(0, this.#watch.unread - 1);
      flow.add('read', change);
    }
  }

  #filtered({ records }: EventOf<'filtered'>, at: number): void {
    const { seconds, flow } = this.#parts;
    this.#watch.filteredOut += records.length;
    seconds.count('filtered', records.length, at);
    this.#each(records, at, (change) => {
      this.#end(change, 'filtered', at);
      this.#step(change, { type: 'filtered', at });
      flow.add('filter', change);
    });
  }

  #delivered({ shardId, lane, records, attempt }: EventOf<'delivered'>, at: number): void {
    const { journal, flow } = this.#parts;
    const uuid = this.#mappingUuid;
    const delivery: Delivery = { at, attempt, batchSize: records.length, outcome: 'running' };
    const phase = 'running';
    this.#watch.setLane({ shardId, lane, phase, records: records.length, attempt, delivery });
    this.#each(records, at, (change) => {
      Object.assign(journal.passage(change, uuid), { outcome: 'running', attempts: attempt });
      this.#step(change, { type: 'delivered', at, delivery });
      flow.add('deliver', change);
    });
  }

  #succeeded(event: EventOf<'invocation-succeeded'>, at: number): void {
    const { duration, result } = event;
    this.#close(event, { outcome: 'succeeded', duration, requestId: result.requestId });
    this.#watch.clearLane(event.shardId, event.lane);
    this.#handled(event.records, at);
  }

  #failed(event: EventOf<'invocation-failed'>, at: number): void {
    const { duration, result, records, done } = event;
    const reason = errorText(event);
    this.#close(event, { outcome: 'failed', duration, requestId: result.requestId, reason });
    this.#watch.clearLane(event.shardId, event.lane);
    this.#parts.functions.explainError(this.#functionName, reason);
    this.#handled(records.slice(0, done), at);
    this.#each(records.slice(done), at, (change) => this.#stand(change, 'retrying'));
  }

  #retried({ shardId, lane, records, attempt, delay }: EventOf<'retried'>, at: number): void {
    const { seconds, flow } = this.#parts;
    this.#watch.setLane({ shardId, lane, phase: 'waiting', records: records.length, attempt });
    seconds.count('retried', records.length, at);
    this.#each(records, at, (change) => {
      this.#stand(change, 'retrying');
      this.#step(change, { type: 'retried', at, delay });
      flow.add('retry', change);
    });
  }

  #discarded({ shardId, lane, records, condition }: EventOf<'discarded'>, at: number): void {
    const { seconds, flow } = this.#parts;
    this.#watch.discarded += records.length;
    this.#watch.clearLane(shardId, lane);
    seconds.count('discarded', records.length, at);
    this.#each(records, at, (change) => {
      this.#end(change, 'discarded', at);
      this.#step(change, { type: 'discarded', at, condition });
      flow.add('discard', change);
    });
  }

  #handled(records: readonly StreamRecord[], at: number): void {
    const { journal, seconds, flow } = this.#parts;
    this.#watch.handled += records.length;
    seconds.count('handled', records.length, at);
    this.#each(records, at, (change) => {
      const { endedAt } = journal.passage(change, this.#mappingUuid);
      if (endedAt === undefined) seconds.latency(at - change.at, at);
      this.#end(change, 'handled', at);
      flow.add('handle', change);
    });
  }

  #step(change: StoredChange, step: KeptStep): void {
    this.#parts.journal.step(change, { ...step, mappingUuid: this.#mappingUuid });
  }

  #stand(change: StoredChange, outcome: Outcome): void {
    const { journal } = this.#parts;
    journal.passage(change, this.#mappingUuid).outcome = outcome;
    journal.tell(change);
  }

  #end(change: StoredChange, outcome: Outcome, at: number): void {
    this.#stand(change, outcome);
    this.#parts.journal.passage(change, this.#mappingUuid).endedAt ??= at;
  }

  /** What came of the invocation of a lane, for all the records that share it. */
  #close(
    { shardId, lane }: { readonly shardId: string; readonly lane: number },
    ending: Partial<Delivery>,
  ): void {
    const delivery = this.#watch.lane(shardId, lane)?.delivery;
    if (delivery !== undefined) Object.assign(delivery, ending);
  }

  #each(records: readonly StreamRecord[], at: number, tell: (change: StoredChange) => void): void {
    for (const record of records) tell(this.#parts.journal.of(record, at));
  }
}
