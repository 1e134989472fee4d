import { HandlerError } from './errors.js';

/**
 * Runs work inside a hook, and ends as the work does: only when it has ended, and with its failure
 * even where the hook keeps that to itself. A hook that forgets `next`, or to await it, would else have
 * a change counted as done that never was. What the hook itself throws comes first.
 *
 * @throws {HandlerError} `HOOK_WITHOUT_NEXT` when the hook ended without calling `next`.
 */
export async function throughHook<Result>(
  name: string,
  hook: (next: () => Promise<Result>) => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  let working: Promise<Result> | undefined;
  let ended: Promise<unknown> | undefined;
  const next = () => {
    working ??= work();
    // Watched at once: a failure that the hook does not await must not end the process.
    ended ??= working.catch(() => undefined);
    return working;
  };
  try {
    await hook(next);
  } finally {
    await ended;
  }
  if (working !== undefined) return working;
  throw new HandlerError('HOOK_WITHOUT_NEXT', `${name} ended without calling next: return next()`);
}
