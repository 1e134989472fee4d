import type { TablesElsewhere } from '@millrace/local';
import { connectionOf } from '../aws/connection.js';
import { aborted } from '../output/any-signal.js';
import { cut } from '../output/cut.js';
import { interruptible } from '../output/interruptible.js';
import type { Screen } from '../output/screen.js';
import { openRoad, type Road } from '../road/open-road.js';
import { writeGentleFlow } from './gentle-flow.js';
import { openConsole } from './open-console.js';
import { renderRoadLine } from './render-road-line.js';
import { toRoadLines } from './road-line.js';

export interface StartFlags {
  readonly stack: string;
  readonly port?: number;
  readonly data?: string;
  /** Where the tables are, or `aws`. */
  readonly endpoint?: string;
  /** Writes a second. */
  readonly rate: number;
  readonly verbose?: true;
  readonly json?: true;
}

function printBanner(
  screen: Screen,
  { cloud, tableName, functionName, patterns }: Road,
  consoleUrl: string | undefined,
): void {
  const { bold, dim } = screen.colours;
  screen.err('');
  screen.err(`  ${bold('The road is open.')}`);
  if (consoleUrl !== undefined) screen.err(`  see it    ${bold(consoleUrl)}`);
  screen.err(`  endpoint  ${bold(cloud.endpoint)}`);
  screen.err(`  table     ${tableName}`);
  screen.err(`  function  ${functionName}`);
  for (const pattern of patterns) screen.err(`  filter    ${cut(pattern, 68)}`);
  screen.err(dim(`  Any AWS SDK or CLI finds it: export AWS_ENDPOINT_URL=${cloud.endpoint}`));
  screen.err(dim('  Ctrl-C ends everything.'));
  screen.err('');
}

function printReport(screen: Screen, { cloud: { report } }: Road, verbose: boolean): void {
  const { yellow, dim } = screen.colours;
  for (const { where, why } of report.unsupported) {
    screen.err(`  ${yellow('not run here')} ${where}: ${why}`);
  }
  if (!verbose) return;
  for (const { where, why } of report.notNeeded) {
    screen.err(dim(`  not needed here ${where}: ${why}`));
  }
}

/** @throws CliError `INVALID_ENDPOINT` */
function tablesAt(endpoint: string): TablesElsewhere {
  if (endpoint === 'aws') return {};
  const { credentials } = connectionOf({ endpoint }, process.env);
  return { endpoint, ...(credentials === undefined ? {} : { credentials }) };
}

/**
 * Brings the road up and keeps it open until Ctrl-C, telling each change as it goes down.
 *
 * @throws what `openRoad` throws
 */
export async function runStart(flags: StartFlags, screen: Screen): Promise<void> {
  await interruptible(async (signal) => {
    screen.draw('  Bringing the road up');
    const road = await openRoad({
      stackFile: flags.stack,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.data === undefined ? {} : { dataDir: flags.data }),
      ...(flags.endpoint === undefined ? {} : { tablesAt: tablesAt(flags.endpoint) }),
      onEvent: (event) => {
        for (const line of toRoadLines(event)) {
          screen.out(flags.json ? JSON.stringify(line) : renderRoadLine(line, screen.colours));
        }
      },
    });
    try {
      const consoleUrl = openConsole(road.cloud, screen);
      const { endpoint } = road.cloud;
      if (flags.json) screen.out(JSON.stringify({ type: 'open', endpoint, console: consoleUrl }));
      else printBanner(screen, road, consoleUrl);
      printReport(screen, road, flags.verbose === true);
      await Promise.all([writeGentleFlow(road, flags.rate, signal), aborted(signal)]);
    } finally {
      screen.err('  Closing the road');
      await road.close();
    }
  });
}
