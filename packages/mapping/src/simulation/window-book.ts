import type { InvokeResult } from '../seams.js';
import type { Ledger, Life } from './ledger.js';
import type { SimulatedRecord } from './simulated-table.js';

interface WindowEvent {
  readonly state?: { readonly count: number };
  readonly window?: { readonly start: string; readonly end: string };
  readonly shardId?: string;
  readonly isFinalInvokeForWindow?: boolean;
}

interface Open {
  readonly life: Life;
  readonly start: string;
  readonly count: number;
}

/** Judges the tumbling windows: the state is handed on unchanged, and a window ends before the next. */
export class WindowBook {
  readonly #ledger: Ledger;
  readonly #open = new Map<string, Open>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  invoked(event: WindowEvent, records: readonly SimulatedRecord[], life: Life): void {
    const { window, shardId = '', state } = event;
    if (window === undefined) return;
    const open = this.#open.get(shardId);
    const last = records.at(-1)?.record.dynamodb.ApproximateCreationDateTime ?? 0;
    if (last >= Date.parse(window.end) / 1000) {
      this.#ledger.violate(`a window of ${shardId} has a record of a later one`);
    }
    // After a restart the state is the one of the last checkpoint, which may be an older one.
    if (open === undefined || open.life !== life) return;
    if (open.start !== window.start) {
      this.#ledger.violate(`a window of ${shardId} began before the one before it was closed`);
    } else if (state?.count !== open.count) {
      this.#ledger.violate(
        `a window of ${shardId} was given the state ${state?.count}, not ${open.count}`,
      );
    }
  }

  /** The mapping gave the last event of a window up. */
  dropped(shardId: string): void {
    this.#open.delete(shardId);
  }

  answered(event: WindowEvent, result: InvokeResult, life: Life): void {
    const { window, shardId = '' } = event;
    if (window === undefined || result.kind !== 'success') return;
    if (event.isFinalInvokeForWindow) this.#open.delete(shardId);
    else {
      const { state } = JSON.parse(result.payload) as { state: { count: number } };
      this.#open.set(shardId, { life, start: window.start, count: state.count });
    }
  }
}
