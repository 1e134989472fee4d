import type { FailureDocument, InvokeResult } from '../seams.js';
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

/** Which records a state counts: the first, and the last for each count that there was. */
interface Counted {
  readonly first: string;
  readonly lasts: Map<number, string>;
}

/**
 * Judges the tumbling windows: the state is handed on unchanged, a window ends before the next, and
 * one whose last call is given up is named by the records that its state counts.
 */
export class WindowBook {
  readonly #ledger: Ledger;
  readonly #open = new Map<string, Open>();
  readonly #counted = new Map<string, Counted>();
  /** What the state counted at the last call of a shard's window. */
  readonly #closing = new Map<string, number>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  invoked(event: WindowEvent, records: readonly SimulatedRecord[], life: Life): void {
    const { window, shardId = '', state } = event;
    if (window === undefined) return;
    if (event.isFinalInvokeForWindow) this.#closing.set(shardId, state?.count ?? 0);
    else this.#closing.delete(shardId);
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

  /** The mapping did not hear every answer, or could not keep it: it goes on from an older state. */
  setBack(): void {
    this.#open.clear();
  }

  /**
   * The mapping gave the last event of a window up. When it was too old to be sent at all, the count
   * is the mapping's own, for answers that it never heard are noted here, too.
   */
  dropped(shardId: string, { DDBStreamBatchInfo: info }: FailureDocument): void {
    const count = this.#closing.get(shardId) ?? info.batchSize;
    const counted = this.#counted.get(shardId);
    this.#forget(shardId);
    const right =
      info.batchSize === count &&
      info.startSequenceNumber === counted?.first &&
      info.endSequenceNumber === counted.lasts.get(count);
    if (right) return;
    this.#ledger.violate(
      `a failure record of ${shardId} names other records than those of the window that was lost`,
    );
  }

  answered(
    event: WindowEvent,
    records: readonly SimulatedRecord[],
    result: InvokeResult,
    life: Life,
  ): void {
    const { window, shardId = '' } = event;
    if (window === undefined || result.kind !== 'success') return;
    if (event.isFinalInvokeForWindow) this.#forget(shardId);
    else {
      const { state } = JSON.parse(result.payload) as { state: { count: number } };
      this.#open.set(shardId, { life, start: window.start, count: state.count });
      this.#count(shardId, records, event.state?.count ?? 0, state.count);
    }
  }

  /** A state that a crash lost is counted up again, over what was noted of it. */
  #count(shardId: string, records: readonly SimulatedRecord[], from: number, to: number): void {
    const first = records[0];
    const last = records[to - from - 1];
    if (first === undefined || last === undefined) return;
    const before = from === 0 ? undefined : this.#counted.get(shardId);
    const counted = before ?? { first: first.sequenceNumber, lasts: new Map() };
    counted.lasts.set(to, last.sequenceNumber);
    this.#counted.set(shardId, counted);
  }

  #forget(shardId: string): void {
    this.#open.delete(shardId);
    this.#closing.delete(shardId);
  }
}
