import type { Second } from '../contract/contract.js';

/** The most that charts show, and the least: a young road is not drawn as a dot at the edge. */
export const MOST_SECONDS = 900;
export const LEAST_SECONDS = 120;

/** Numbers of a second that a chart can show. */
export type Measure = Exclude<keyof Second, 'at'>;

/** Columns as uPlot wants them: times in seconds, then one column a measure. */
export type Columns = [number[], ...(number | null)[][]];

const quiet: Readonly<Record<Measure, number | null>> = {
  written: 0,
  filtered: 0,
  handled: 0,
  retried: 0,
  discarded: 0,
  latencyP50: null,
  latencyP95: null,
  iteratorAge: null,
};

/**
 * The last fifteen minutes at most, up to the newest second, one row a second. What was not told (the time
 * before the start, a lost connection) stays empty instead of being drawn as zero or as a slope.
 */
export function chartColumns(seconds: readonly Second[], measures: readonly Measure[]): Columns {
  const newest = seconds.at(-1);
  if (newest === undefined) return [[], ...measures.map(() => [])];
  const end = Math.floor(newest.at / 1_000);
  const oldest = Math.floor((seconds.at(0)?.at ?? newest.at) / 1_000);
  const window = Math.min(Math.max(end - oldest + 1, LEAST_SECONDS), MOST_SECONDS);
  const bySecond = new Map(seconds.map((second) => [Math.floor(second.at / 1_000), second]));
  const times = Array.from({ length: window }, (_, index) => end - window + 1 + index);
  return [
    times,
    ...measures.map((measure) =>
      times.map((time) => {
        const second = bySecond.get(time);
        return second === undefined ? null : (second[measure] ?? quiet[measure]);
      }),
    ),
  ];
}
