import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../api/api.js';
import type { BenchReport } from '../contract/contract.js';

export type BenchState =
  | { readonly phase: 'testing' }
  | { readonly phase: 'tested'; readonly report: BenchReport }
  | { readonly phase: 'refused'; readonly message: string };

const TYPING_PAUSE_MS = 250;

/** A pattern against a table's last records, tested anew when it changes and when `round` does. */
export function useBench(
  pattern: string,
  tableName: string | undefined,
  round: unknown,
): BenchState {
  const state = useSignal<BenchState>({ phase: 'testing' });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const question = { pattern, ...(tableName === undefined ? {} : { tableName }) };
        state.value = { phase: 'tested', report: await api.bench(question, stop.signal) };
      } catch (error) {
        if (stop.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        state.value = { phase: 'refused', message };
      }
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [pattern, tableName, round, state]);
  return state.value;
}
