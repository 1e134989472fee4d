import type { AddCommand } from './command.js';
import { jsonOption, portOption, seedOption, stackOption } from './options.js';

interface DemoFlags {
  readonly stack: string;
  readonly port?: number;
  readonly seed: number;
  readonly json?: true;
}

export const addDemo: AddCommand = (program, { screen, exitWith }) => {
  program
    .command('demo')
    .description(
      'run a fixed scenario of over 500 writes down the whole road, and account for each',
    )
    .addOption(stackOption())
    .addOption(portOption())
    .addOption(seedOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit codes: 0 when nothing was lost or out of order, 1 otherwise.

Examples:
  $ millrace demo
  $ millrace demo --json | jq .p95`,
    )
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('../demo/run-demo.js');
      const { isSound, printDemoReport } = await import('../demo/demo-report.js');
      const report = await runDemo({
        stackFile: flags.stack,
        seed: flags.seed,
        tell: (progress) => screen.draw(`  ${progress}`),
        ...(flags.port === undefined ? {} : { port: flags.port }),
      });
      if (flags.json) screen.out(JSON.stringify(report));
      else printDemoReport(screen, report);
      exitWith(isSound(report) ? 0 : 1);
    });
};
