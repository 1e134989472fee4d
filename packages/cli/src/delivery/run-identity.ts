import { CliError } from '../output/cli-error.js';

/** What a run is of: a place that it has come to means nothing in another one. */
export interface RunIdentity {
  readonly stream: string;
  /** What gets the records: `targetId`. */
  readonly target: string;
  /** The patterns that were given; none for the mapping's own. */
  readonly filter: readonly string[];
  /** The ends of a replay, as they were given. */
  readonly from?: string;
  readonly to?: string;
}

const WORDS = {
  target: 'gives its records to',
  filter: 'has the filter',
  from: 'begins at',
  to: 'ends at',
} as const;

/**
 * Refuses to go on at a place that another run has come to: what that one did not do would be left out.
 *
 * @param path the file of the place
 * @throws CliError `STATE_OF_ANOTHER_TABLE`, `STATE_OF_ANOTHER_RUN`
 */
export function requireSameRun(path: string, stored: RunIdentity, run: RunIdentity): void {
  const mend = 'Name another file with --state, or delete it to begin anew.';
  if (stored.stream !== run.stream) {
    throw new CliError(
      'STATE_OF_ANOTHER_TABLE',
      `${path} is the state of a run over ${stored.stream}. This one is over ${run.stream}. ${mend}`,
    );
  }
  for (const field of ['target', 'filter', 'from', 'to'] as const) {
    const [then, now] = [stored[field], run[field]].map(tell);
    if (then === now) continue;
    throw new CliError(
      'STATE_OF_ANOTHER_RUN',
      `${path} is the state of a run that ${WORDS[field]} ${then}. This one ${WORDS[field]} ${now}, and would leave out what that one has done. ${mend}`,
    );
  }
}

function tell(value: string | readonly string[] | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value.length === 0 ? 'none given' : value.join(' or ');
}

/** True for what a state file holds of its run. */
export function isRunIdentity(value: unknown): value is RunIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const { stream, target, filter }: { stream?: unknown; target?: unknown; filter?: unknown } =
    value;
  return (
    typeof stream === 'string' &&
    typeof target === 'string' &&
    Array.isArray(filter) &&
    filter.every((pattern) => typeof pattern === 'string')
  );
}
