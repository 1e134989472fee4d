/**
 * A signal that is given when any of these is, or after `limit` milliseconds. `AbortSignal.any` and
 * `AbortSignal.timeout` may be collected, and so never fire, on Node 20.
 */
export function anySignal(signals: readonly AbortSignal[], limit?: number): AbortSignal {
  const joined = new AbortController();
  const timer = limit === undefined ? undefined : setTimeout(() => joined.abort(), limit);
  const abort = () => {
    clearTimeout(timer);
    joined.abort();
  };
  joined.signal.addEventListener('abort', () => {
    for (const signal of signals) signal.removeEventListener('abort', abort);
  });
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  return joined.signal;
}

/** Resolves once the signal is given. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
