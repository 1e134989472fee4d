import type { Screen } from '../output/screen.js';

/** What `replay --json` and `backfill --json` print. */
export interface RunReport {
  readonly table: string;
  readonly stream: string;
  /** What got the records. */
  readonly target: string;
  /** Records that were run. */
  readonly done: number;
  /** Records that failed again and again; they are in the file, whole. */
  readonly failed: number;
  readonly failedFile: string | null;
  /** Records that a filter kept out. */
  readonly filtered: number;
  /** Seconds. */
  readonly duration: number;
  readonly interrupted: boolean;
}

/** Shows the outcome for people. */
export function showRun(report: RunReport, screen: Screen): void {
  const { green, red } = screen.colours;
  const { done, failed, failedFile, filtered, duration, target } = report;
  const pace = duration > 0 ? Math.round(done / duration) : done;
  screen.out(
    `${green(String(done))} records run through ${target} in ${duration.toFixed(1)} s (${pace}/s).`,
  );
  if (filtered > 0) screen.out(`${filtered} records were kept out by the filter.`);
  if (failed > 0) {
    screen.out(
      `${red(String(failed))} records failed. They are whole in ${failedFile}: millrace redrive ${failedFile}`,
    );
  }
  if (report.interrupted) screen.out('Stopped before the end.');
}
