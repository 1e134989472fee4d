import type { RuntimeEvent } from '../../runtime/runtime-event.js';
import { beginningOf } from './beginning-of.js';
import { percentile } from './percentile.js';

const DURATIONS_KEPT = 200;
const REQUESTS_KEPT = 400;
const LINES_KEPT = 60;
const LINE_LENGTH = 2_000;
/** Of all kept lines together. */
const CHARACTERS_KEPT = 8 * 1024 * 1024;

/** What is seen of one function. */
export interface FunctionCounts {
  readonly running: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly errors: number;
  readonly durationP50?: number;
  readonly durationP95?: number;
  readonly lastError?: string;
}

interface Counts {
  readonly running: Set<string>;
  readonly durations: number[];
  invocations: number;
  coldStarts: number;
  errors: number;
  lastError?: string;
}

/** Counts what functions do, and keeps the log lines of their last invocations. */
export class FunctionWatch {
  readonly #functions = new Map<string, Counts>();
  readonly #lines = new Map<string, string[]>();
  #characters = 0;

  see(event: Exclude<RuntimeEvent, { type: 'fault-injected' }>): void {
    switch (event.type) {
      case 'invocation-started': {
        const counts = this.#countsOf(event.functionName);
        counts.running.add(event.requestId);
        counts.invocations += 1;
        if (event.coldStart) counts.coldStarts += 1;
        return;
      }
      case 'invocation-ended': {
        const counts = this.#countsOf(event.functionName);
        counts.running.delete(event.requestId);
        counts.durations.push(event.durationMs);
        if (counts.durations.length > DURATIONS_KEPT) counts.durations.shift();
        if (event.errorType !== undefined) {
          counts.errors += 1;
          counts.lastError = event.errorType;
        }
        return;
      }
      case 'function-log':
        if (event.requestId !== undefined) this.#keepLine(event.requestId, event.line);
        return;
    }
  }

  /** Gives an error its words, which only the caller of the function is told. */
  explainError(functionName: string, text: string): void {
    this.#countsOf(functionName).lastError = beginningOf(text, LINE_LENGTH);
  }

  countsOf(functionName: string): FunctionCounts {
    const { running, durations, lastError, ...counts } = this.#countsOf(functionName);
    const durationP50 = percentile(durations, 0.5);
    const durationP95 = percentile(durations, 0.95);
    return {
      ...counts,
      running: running.size,
      ...(durationP50 === undefined ? {} : { durationP50 }),
      ...(durationP95 === undefined ? {} : { durationP95 }),
      ...(lastError === undefined ? {} : { lastError }),
    };
  }

  /** The lines of an invocation that speak of a record, or all of them when none does. */
  linesOf(requestId: string, sequence: string): readonly string[] {
    const lines = this.#lines.get(requestId) ?? [];
    const own = lines.filter((line) => line.includes(sequence));
    return own.length > 0 ? own : lines;
  }

  #keepLine(requestId: string, line: string): void {
    const lines = this.#lines.get(requestId) ?? [];
    if (lines.length >= LINES_KEPT) return;
    const kept = beginningOf(line, LINE_LENGTH);
    lines.push(kept);
    this.#characters += kept.length;
    this.#lines.set(requestId, lines);
    for (const [oldest, theirs] of this.#lines) {
      if (this.#lines.size <= REQUESTS_KEPT && this.#characters <= CHARACTERS_KEPT) break;
      this.#lines.delete(oldest);
      this.#characters -= theirs.reduce((sum, { length }) => sum + length, 0);
    }
  }

  #countsOf(functionName: string): Counts {
    const known = this.#functions.get(functionName);
    if (known !== undefined) return known;
    const counts = {
      running: new Set<string>(),
      durations: [],
      invocations: 0,
      coldStarts: 0,
      errors: 0,
    };
    this.#functions.set(functionName, counts);
    return counts;
  }
}
