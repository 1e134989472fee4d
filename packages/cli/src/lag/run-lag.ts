import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { regionOfArn, streamOf } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { aborted, anySignal } from '../output/any-signal.js';
import { parseDuration } from '../output/duration.js';
import { exitCode } from '../output/exit-code.js';
import { interruptible } from '../output/interruptible.js';
import type { LagFlags } from './lag-flags.js';
import { LagMeter } from './lag-meter.js';
import { type LagReport, lagLines, lagReport } from './lag-report.js';

/** `millrace lag`: measures, shows, and judges by `--max-age`. */
export async function runLag(
  table: string,
  flags: LagFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const maxAge = flags.maxAge === undefined ? undefined : parseDuration(flags.maxAge, '--max-age');
  const sample = parseDuration(flags.sample, '--sample');
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  const show = (report: LagReport) => {
    if (flags.json) return screen.out(JSON.stringify(report));
    if (flags.watch && screen.isTerminal) screen.out('\u001b[2J\u001b[H');
    screen.out(screen.colours.dim(`${report.table} ${report.measuredAt}`));
    for (const line of lagLines(report, screen.colours)) screen.out(line);
    if (report.mappings.length === 0) screen.out('No mapping reads this stream.');
  };
  try {
    const stream = await streamOf(clients, table);
    const meter = await LagMeter.of(clients, stream, flags.bound);
    const last = await interruptible(async (signal) => {
      await meter.measure(signal);
      for (;;) {
        await aborted(anySignal([signal], sample));
        const report = lagReport(stream, await meter.measure(signal), Date.now());
        show(report);
        if (!flags.watch || signal.aborted) return report;
      }
    });
    const isContent = last.mappings.length > 0 && (maxAge === undefined || isWithin(maxAge, last));
    exitWith(isContent ? exitCode.ok : exitCode.found);
  } finally {
    clients.close();
  }
}

/** An age that is kept from us may be any. */
function isWithin(maxAge: number, { iteratorAge, mappings }: LagReport): boolean {
  const isRefused = mappings.some(({ positionsFrom }) => positionsFrom === 'refused');
  return !isRefused && (iteratorAge ?? 0) <= maxAge;
}
