import { compileFilterCriteria } from '@millrace/filters';
import type { StreamRecord } from '@millrace/mapping';
import type { GatheredLetter } from './gather.js';
import type { Letter } from './letter.js';

/** What is run of one letter. */
export interface PlannedLetter {
  readonly letter: Letter;
  readonly shardId: string | undefined;
  readonly records: readonly StreamRecord[];
  /** It stays, whatever comes of these records: others have expired, or are not selected. */
  readonly kept: boolean;
  readonly forgottenAt: number;
}

interface PlanOptions {
  /** The mapping's patterns, as they are now. */
  readonly delivered: readonly { readonly Pattern: string }[];
  /** An expired letter goes once what is left of it was run. */
  readonly removeExpired: boolean;
  /** `--only`. */
  readonly selected: readonly string[];
}

/**
 * Picks the records to run. A failure record names a range, and a range also holds records that the
 * mapping's filter had kept out. Fewer than the failure record counts mean that the filter is another one
 * now, and then nothing is kept out: better one too many than one lost. Records that came whole have
 * passed it already.
 */
export function planLetters(
  letters: readonly GatheredLetter[],
  { delivered, removeExpired, selected }: PlanOptions,
): readonly PlannedLetter[] {
  const passes = compileFilterCriteria({ Filters: delivered }, { maxFilters: 10 });
  const wanted = compileFilterCriteria(
    { Filters: selected.map((Pattern) => ({ Pattern })) },
    { maxFilters: 100 },
  );
  return letters.map(({ letter, shardId, records, expired, batchSize, forgottenAt }) => {
    const passed = records.filter((record) => passes.matches(record));
    const failed = passed.length >= (batchSize ?? Number.POSITIVE_INFINITY) ? passed : records;
    const chosen = failed.filter((record) => wanted.matches(record));
    const kept = (expired && !removeExpired) || chosen.length < failed.length;
    return { letter, shardId, records: chosen, kept, forgottenAt };
  });
}
