import Table from 'cli-table3';
import type { Screen } from '../output/screen.js';
import type { RoadAudit } from './audit-road.js';

/** What the demo says at its end; with `--json` these are the names of its fields. */
export interface DemoReport extends Omit<RoadAudit, 'latencies'> {
  /** Records that reached the function at least once. */
  readonly delivered: number;
  /** Batches that were sent again. */
  readonly retries: number;
  /** Milliseconds from acknowledged write to handled; undefined when nothing was handled. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

/** True when every change is accounted for, and none overtook another of its order. */
export const isSound = (report: DemoReport): boolean =>
  report.lost.length === 0 && report.outOfOrder.length === 0;

const milliseconds = (value: number | undefined) =>
  value === undefined ? 'nothing was handled' : `${value.toFixed(1)} ms`;

/** The report as a table of two columns, and below it the name of each change that went wrong. */
export function printDemoReport(screen: Screen, report: DemoReport): void {
  const { green, red, bold } = screen.colours;
  const verdict = (count: number) => (count === 0 ? green(bold('0')) : red(bold(String(count))));
  const table = new Table({
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right'],
  });
  table.push(
    ['written', report.written],
    ['filtered out', report.filteredOut],
    ['delivered', report.delivered],
    ['handled', report.handled],
    ['retried', report.retries],
    ['sent to the failure queue', report.setAside],
    ['lost', verdict(report.lost.length)],
    ['repeated', report.repeated],
    ['out of order', verdict(report.outOfOrder.length)],
    ['p50, acknowledged write to handler', milliseconds(report.p50)],
    ['p95, acknowledged write to handler', milliseconds(report.p95)],
  );
  screen.out(table.toString());
  for (const name of report.lost) screen.out(`${red('lost')} ${name}`);
  for (const name of report.outOfOrder) screen.out(`${red('out of order')} ${name}`);
}
