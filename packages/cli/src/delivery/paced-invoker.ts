import type { Clock, InvokeResult, Invoker } from '@millrace/mapping';

/**
 * Sends at most so many records a second, over all shards together. A batch waits until its records
 * have been earned; a batch larger than a second's worth waits longer, and is not cut.
 */
export class PacedInvoker implements Invoker {
  /** Monotonic time from which on the next batch may go. */
  #free = 0;

  constructor(
    private readonly invoker: Invoker,
    private readonly recordsPerSecond: number,
    private readonly clock: Pick<Clock, 'monotonic' | 'after'>,
  ) {}

  async invoke(
    payload: string,
    options: { readonly signal: AbortSignal; readonly clientContext?: string },
  ): Promise<InvokeResult> {
    const now = this.clock.monotonic();
    const start = Math.max(now, this.#free);
    this.#free = start + (countRecords(payload) / this.recordsPerSecond) * 1_000;
    if (start > now) await this.#wait(start - now, options.signal);
    if (options.signal.aborted) {
      return { kind: 'service-error', requestId: '', statusCode: 0, message: 'stopped' };
    }
    return this.invoker.invoke(payload, options);
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(milliseconds, () => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}

function countRecords(payload: string): number {
  const event: { readonly Records?: readonly unknown[] } = JSON.parse(payload);
  return event.Records?.length ?? 0;
}
