import type { ReactionContext } from '../../src/index.js';
import { recordingObservers } from './silent.js';

/** The context of a reaction that is called without a consumer. */
export function makeReactionContext(): ReactionContext & { readonly repeats: readonly string[] } {
  const repeats: string[] = [];
  return {
    repeats,
    signal: new AbortController().signal,
    logger: recordingObservers().observers.logger,
    remainingMs: 1_000,
    attempt: 1,
    origin: {},
    markRepeated: () => {
      repeats.push('repeated');
    },
  };
}
