import type { Clock, InvokeResult, Invoker } from '../seams.js';
import type { MappingSettings } from '../settings.js';
import type { Faults } from './faults.js';
import type { Ledger, Life } from './ledger.js';
import type { Random } from './random.js';
import type { SimulatedRecord, SimulatedTable } from './simulated-table.js';
import type { WindowBook } from './window-book.js';

interface Event {
  readonly Records: readonly { readonly dynamodb: { readonly SequenceNumber: string } }[];
  readonly state?: { readonly count: number };
  readonly window?: { readonly start: string; readonly end: string };
  readonly shardId?: string;
  readonly isFinalInvokeForWindow?: boolean;
}

/** What the function made of an event: how many records from the front it did, and what it answered. */
interface Work {
  readonly done: number;
  readonly answer: 'whole' | 'failed' | 'partial';
  readonly result: InvokeResult;
}

/** The function of the simulated world: it works, crashes, reports, and is out of reach at times. */
export class SimulatedFunction {
  /** Whether every call fails at the moment. */
  broken = false;
  readonly #table: SimulatedTable;
  readonly #world: Clock;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #ledger: Ledger;
  readonly #windows: WindowBook;
  readonly #settings: MappingSettings;
  #invocations = 0;

  constructor(parts: {
    readonly table: SimulatedTable;
    readonly world: Clock;
    readonly random: Random;
    readonly faults: Faults;
    readonly ledger: Ledger;
    readonly windows: WindowBook;
    readonly settings: MappingSettings;
  }) {
    this.#table = parts.table;
    this.#world = parts.world;
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#ledger = parts.ledger;
    this.#windows = parts.windows;
    this.#settings = parts.settings;
  }

  get invocations(): number {
    return this.#invocations;
  }

  /** The invoker of one life of the mapping's process, whose wall clock may be off. */
  invokerFor(life: Life, clock: Clock): Invoker {
    return { invoke: (payload) => this.#invoke(payload, life, clock) };
  }

  async #invoke(payload: string, life: Life, clock: Clock): Promise<InvokeResult> {
    const sentAt = clock.now();
    await this.#sleep(this.#random.between(1, 10), life);
    if (this.#faults.strikes('invocation-throttled')) return this.#refused('throttled', 429);
    if (this.#faults.strikes('invocation-unreachable')) return this.#refused('service-error', 503);
    const event = JSON.parse(payload) as Event;
    const records = this.#recordsOf(event);
    const invocation = { life, records };
    this.#invocations += 1;
    this.#ledger.invoked(invocation, Buffer.byteLength(payload), sentAt);
    this.#windows.invoked(event, records, life);
    await this.#work();
    const work = this.#judge(event, records);
    this.#ledger.handled(records.slice(0, work.done));
    this.#ledger.ended(invocation);
    await this.#sleep(this.#random.between(1, 10), life);
    if (this.#faults.strikes('invocation-answer-lost')) return this.#refused('service-error', 0);
    if (work.answer === 'failed') this.#ledger.failed(records);
    if (work.done > 0 || work.answer === 'whole') {
      this.#windows.answered(event, records, work.result, life);
    }
    return work.result;
  }

  #recordsOf(event: Event): readonly SimulatedRecord[] {
    return event.Records.map(({ dynamodb }) => {
      const record = this.#table.records.get(dynamodb.SequenceNumber);
      if (record === undefined) throw new Error(`Nobody wrote ${dynamodb.SequenceNumber}`);
      return record;
    });
  }

  #judge(event: Event, records: readonly SimulatedRecord[]): Work {
    const { functionResponseTypes } = this.#settings;
    const crashed = this.broken || this.#faults.strikes('invocation-crashed');
    if (crashed) return { done: 0, answer: 'failed', result: this.#crash() };
    const poison = this.#faults.calm ? -1 : records.findIndex((record) => record.poison);
    const state = { count: (event.state?.count ?? 0) + records.length };
    if (!functionResponseTypes.includes('ReportBatchItemFailures')) {
      if (poison !== -1) return { done: 0, answer: 'failed', result: this.#crash() };
      return { done: records.length, answer: 'whole', result: this.#returned({ state }) };
    }
    if (this.#faults.strikes('bad-report')) {
      const result = this.#returned({ state, batchItemFailures: this.#badReport() });
      return { done: 0, answer: 'failed', result };
    }
    const transient = this.#faults.strikes('partial-report')
      ? this.#random.below(records.length + 1)
      : -1;
    const first =
      poison !== -1 && transient !== -1 ? Math.min(poison, transient) : Math.max(poison, transient);
    if (first < 0 || first >= records.length) {
      return { done: records.length, answer: 'whole', result: this.#returned({ state }) };
    }
    const reported = { count: (event.state?.count ?? 0) + first };
    const result = this.#returned({
      state: reported,
      batchItemFailures: this.#report(records, first),
    });
    return { done: first, answer: first === 0 ? 'failed' : 'partial', result };
  }

  /** The first failed record and some after it, in any order. */
  #report(records: readonly SimulatedRecord[], first: number) {
    const failed = records.filter(
      (_, index) => index === first || (index > first && this.#random.happens(0.5)),
    );
    const shuffled = failed.map((record) => ({ record, at: this.#random.next() }));
    shuffled.sort((a, b) => a.at - b.at);
    return shuffled.map(({ record }) => ({ itemIdentifier: record.sequenceNumber }));
  }

  #badReport(): unknown {
    return this.#random.pick<unknown>([
      [{ itemIdentifier: '123' }],
      [{ itemIdentifier: '' }],
      [{ itemIdentifier: null }],
      [{ foo: 123 }],
      'all of them',
    ]);
  }

  #crash(): InvokeResult {
    return {
      kind: 'function-error',
      requestId: this.#random.uuid(),
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: 'Unhandled',
      payload: '{"errorType":"Error","errorMessage":"simulated"}',
    };
  }

  #returned(answer: object): InvokeResult {
    return {
      kind: 'success',
      requestId: this.#random.uuid(),
      statusCode: 200,
      executedVersion: '$LATEST',
      payload: JSON.stringify(answer),
    };
  }

  #refused(kind: 'throttled' | 'service-error', statusCode: number): InvokeResult {
    return { kind, requestId: this.#random.uuid(), statusCode, message: 'simulated' };
  }

  #work(): Promise<void> {
    const slow = this.#faults.strikes('slow-invocation');
    const duration = slow ? this.#random.spread(5_000, 15 * 60_000) : this.#random.spread(5, 300);
    return new Promise((resolve) => this.#world.after(duration, resolve));
  }

  /** A caller that died hears nothing any more, but what it sent arrives. */
  #sleep(milliseconds: number, life: Life): Promise<void> {
    return new Promise((resolve) =>
      this.#world.after(milliseconds, () => {
        if (life.alive) resolve();
      }),
    );
  }
}
