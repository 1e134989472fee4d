import type { CloudEvent } from '../../cloud/cloud-event.js';
import type { Fault } from '../../runtime/faults.js';
import type { FaultKind, FaultState } from '../contract.js';

interface Armed {
  readonly id: string;
  readonly functionName: string;
  readonly kind: FaultKind;
  readonly match: string;
  /** 0: without end. */
  readonly times: number;
  readonly disarm: () => void;
  hits: number;
}

const SLOW_MS = 1_000;

/** The faults that were armed from the page, until they are used up or cleared. */
export class FaultBook {
  readonly #inject: (functionName: string, fault: Fault) => () => void;
  #armed: readonly Armed[] = [];
  #serial = 0;

  constructor(inject: (functionName: string, fault: Fault) => () => void) {
    this.#inject = inject;
  }

  arm(functionName: string, kind: FaultKind, match: string, times: number): void {
    this.#serial += 1;
    const disarm = this.#inject(functionName, {
      kind,
      match,
      ...(times === 0 ? {} : { times }),
      ...(kind === 'slow' ? { delayMs: SLOW_MS } : {}),
    });
    const id = String(this.#serial);
    this.#armed = [...this.#armed, { id, functionName, kind, match, times, disarm, hits: 0 }];
  }

  /** @returns how many were armed */
  clear(functionName: string): number {
    const cleared = this.#armed.filter((fault) => fault.functionName === functionName);
    for (const { disarm } of cleared) disarm();
    this.#armed = this.#armed.filter((fault) => fault.functionName !== functionName);
    return cleared.length;
  }

  /** Counts a hit for the oldest fault that it can be of. */
  see({ functionName, kind }: Extract<CloudEvent, { type: 'fault-injected' }>): void {
    const hit = this.#armed.find(
      (fault) => fault.functionName === functionName && fault.kind === kind,
    );
    if (hit === undefined) return;
    hit.hits += 1;
    if (hit.hits === hit.times) this.#armed = this.#armed.filter((fault) => fault !== hit);
  }

  statesOf(functionName: string): readonly FaultState[] {
    return this.#armed
      .filter((fault) => fault.functionName === functionName)
      .map(({ id, kind, match, hits }) => ({ id, kind, match, hits }));
  }

  close(): void {
    for (const { disarm } of this.#armed) disarm();
    this.#armed = [];
  }
}
