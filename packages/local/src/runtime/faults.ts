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

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** The faults that wait for their invocations, by function. */
export class Faults {
  readonly #armed = new Map<string, Armed[]>();

  /** Arms a fault; call the result to disarm it. */
  inject(functionName: string, fault: Fault): () => void {
    const armed = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#armed.set(functionName, [...(this.#armed.get(functionName) ?? []), armed]);
    return () => {
      armed.left = 0;
    };
  }

  /** The fault that hits this invocation, counted as used. */
  take(functionName: string, payload: string): Fault | undefined {
    const candidates = this.#armed.get(functionName)?.filter((armed) => armed.left > 0) ?? [];
    if (candidates.length === 0) return undefined;
    const hit = candidates.find(({ fault }) => matches(fault.match, payload));
    if (hit !== undefined) hit.left -= 1;
    return hit?.fault;
  }

  /** Disarms the faults of one function, or all. */
  clear(functionName?: string): void {
    if (functionName === undefined) this.#armed.clear();
    else this.#armed.delete(functionName);
  }
}

function matches(match: Fault['match'], payload: string): boolean {
  return typeof match === 'string' ? payload.includes(match) : match(JSON.parse(payload));
}
