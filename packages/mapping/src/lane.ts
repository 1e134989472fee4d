import { readiness } from './batcher.js';
import { Bell } from './bell.js';
import type { BufferedRecord } from './buffered-record.js';
import { Courier } from './courier.js';
import { plainEnvelope } from './envelope.js';
import { RecordQueue } from './record-queue.js';
import type { RunContext } from './run-context.js';
import type { TumblingWindow } from './tumbling-window.js';

type Errand =
  | { readonly kind: 'batch' }
  | { readonly kind: 'close-window'; readonly early: boolean }
  /** Nothing to do before this many milliseconds, unless records come. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'rest' };

/**
 * One lane of a shard: a queue of records, of which one batch at a time is with the function. Records
 * of one item are all in one lane.
 */
export class Lane {
  readonly #run: RunContext;
  readonly #queue = new RecordQueue();
  readonly #courier: Courier;
  readonly #window: TumblingWindow | undefined;
  readonly #bell: Bell;
  readonly #onDone: (records: readonly BufferedRecord[]) => void;
  #ended = false;
  #busy = false;
  #working: Promise<void> | undefined;

  constructor(parts: {
    readonly run: RunContext;
    readonly shardId: string;
    readonly lane: number;
    readonly window: TumblingWindow | undefined;
    readonly onDone: (records: readonly BufferedRecord[]) => void;
  }) {
    this.#run = parts.run;
    this.#window = parts.window;
    this.#onDone = parts.onDone;
    this.#bell = new Bell(parts.run.clock);
    this.#courier = new Courier(parts.run, parts.shardId, parts.lane, parts.onDone);
  }

  push(record: BufferedRecord): void {
    this.#queue.push(record);
  }

  /** Sets to work on what was pushed. */
  start(): void {
    this.#bell.ring();
    if (this.#busy) return;
    this.#busy = true;
    this.#working = this.#work();
  }

  /** No more records come: what is here is delivered without waiting. */
  end(): void {
    this.#ended = true;
    this.start();
  }

  /** Resolves when the lane has nothing more to do, for now or because the run ended. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Ends a pause at once. */
  wake(): void {
    this.#bell.ring();
    this.#courier.wake();
  }

  async #work(): Promise<void> {
    while (!this.#run.halt.reading.aborted) {
      const errand = this.#next();
      switch (errand.kind) {
        case 'rest':
          this.#busy = false;
          return;
        case 'wait':
          await this.#bell.wait(errand.milliseconds);
          break;
        case 'batch':
          await this.#deliver();
          break;
        case 'close-window':
          await this.#closeWindow(errand.early);
          break;
      }
    }
    this.#busy = false;
  }

  #next(): Errand {
    const window = this.#window;
    const { settings, clock } = this.#run;
    const first = this.#queue.at(0);
    if (window?.open !== undefined) {
      if (window.overflowing) return { kind: 'close-window', early: true };
      if (first === undefined ? this.#ended : !window.takes(first)) {
        return { kind: 'close-window', early: false };
      }
    }
    const ready = readiness(this.#queue, settings, clock.monotonic(), this.#ended);
    switch (ready.kind) {
      case 'ready':
        return { kind: 'batch' };
      case 'filling':
        return { kind: 'wait', milliseconds: ready.wait };
      case 'empty':
        return this.#closingTime();
    }
  }

  #closingTime(): Errand {
    const closesAt = this.#window?.closesAt;
    if (closesAt === undefined) return { kind: 'rest' };
    const milliseconds = closesAt - this.#run.clock.now();
    return milliseconds > 0
      ? { kind: 'wait', milliseconds }
      : { kind: 'close-window', early: false };
  }

  async #deliver(): Promise<void> {
    const first = this.#queue.at(0);
    if (first !== undefined) this.#window?.openFor(first);
    const count = this.#run.rules.batchLength(this.#queue, this.#run.settings, this.#window);
    const envelope = this.#window?.envelope('no') ?? plainEnvelope;
    await this.#courier.deliver(this.#queue.take(count), envelope, () => this.#endOverflow());
  }

  /** Ends the window early when its state has grown too large. False when the run ended first. */
  async #endOverflow(): Promise<boolean> {
    return this.#window?.overflowing !== true || this.#closeWindow(true);
  }

  /** The last event of a window, without records. After an early one the window goes on with a new state. */
  async #closeWindow(early: boolean): Promise<boolean> {
    const window = this.#window;
    if (window === undefined) return true;
    const closed = await this.#courier.deliver([], window.envelope(early ? 'early' : 'final'));
    if (!closed) return false;
    if (early) window.forgetState();
    else window.close();
    this.#onDone([]);
    return true;
  }
}
