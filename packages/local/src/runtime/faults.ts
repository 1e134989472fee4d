/** What an injected fault does to an invocation. */
export type FaultKind =
  /** The invocation fails with `InjectedFault` before the function runs. */
  | 'error'
  /** The invocation waits for `delayMs` before the function gets it. */
  | 'slow'
  /** The function runs to its end, then its process is killed: the effect happened, the answer is lost. */
  | 'crash';

export interface Fault {
  /** The invocations to hit: a predicate over the event, or a text that the event contains, such as a key. */
  readonly match: ((event: unknown) => boolean) | string;
  readonly kind: FaultKind;
  /** Invocations to hit before the fault is used up. Without end when left out. */
  readonly times?: number;
  /** Milliseconds, for `slow`: 1000 when left out. */
  readonly delayMs?: number;
}

/** A fault that waits for its invocations. */
export interface ArmedFault extends Fault {
  /** Tells it from the others of this run. */
  readonly id: string;
  /** The invocations that it hit so far. */
  readonly hits: number;
}

interface Armed {
  readonly id: string;
  readonly fault: Fault;
  hits: number;
}

/** The faults that wait for their invocations, by function. */
export class Faults {
  readonly #armed = new Map<string, readonly Armed[]>();
  #serial = 0;

  /** Arms a fault; call the result to disarm it. */
  inject(functionName: string, fault: Fault): () => void {
    this.#serial += 1;
    const armed = { id: String(this.#serial), fault, hits: 0 };
    this.#armed.set(functionName, [...this.#of(functionName), armed]);
    return () => this.#disarm(functionName, armed);
  }

  /** The faults of a function that are not used up, the oldest first. */
  armed(functionName: string): readonly ArmedFault[] {
    return this.#of(functionName).map(({ id, fault, hits }) => ({ ...fault, id, hits }));
  }

  /** The fault that hits this invocation, counted as used. */
  take(functionName: string, payload: string): Fault | undefined {
    const hit = this.#of(functionName).find(({ fault }) => matches(fault.match, payload));
    if (hit === undefined) return undefined;
    hit.hits += 1;
    if (hit.hits === hit.fault.times) this.#disarm(functionName, hit);
    return hit.fault;
  }

  /** Disarms the faults of every function. */
  clearAll(): void {
    this.#armed.clear();
  }

  /**
   * Disarms the faults of one function.
   *
   * @returns how many were armed
   */
  clear(functionName: string): number {
    const { length } = this.#of(functionName);
    this.#armed.delete(functionName);
    return length;
  }

  #of(functionName: string): readonly Armed[] {
    return this.#armed.get(functionName) ?? [];
  }

  #disarm(functionName: string, gone: Armed): void {
    this.#armed.set(
      functionName,
      this.#of(functionName).filter((armed) => armed !== gone),
    );
  }
}

function matches(match: Fault['match'], payload: string): boolean {
  return typeof match === 'string' ? payload.includes(match) : match(JSON.parse(payload));
}
