import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { regionOfArn } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { exitCode } from '../output/exit-code.js';
import { interruptible } from '../output/interruptible.js';
import type { Screen } from '../output/screen.js';
import type { DoctorFlags } from './doctor-flags.js';
import type { Finding } from './finding.js';
import { examineMachine } from './machine.js';
import { examineTable } from './table.js';

/** `millrace doctor`: one list of what was looked at, worst first, each with its mend. */
export async function runDoctor(
  table: string | undefined,
  flags: DoctorFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table ?? '')));
  try {
    const machine = await examineMachine(clients);
    const canAsk = !machine.some(({ code }) => code === 'NO_ACCESS');
    const deployed =
      table === undefined || !canAsk
        ? []
        : await interruptible((signal) => examineTable(table, clients, flags.records, signal));
    const findings = [...machine, ...deployed].sort(
      (a, b) => ORDER[a.severity] - ORDER[b.severity],
    );
    if (flags.json) screen.out(JSON.stringify({ findings }));
    else for (const finding of findings) show(finding, screen);
    const isWrong = findings.some(({ severity }) => severity === 'problem');
    exitWith(isWrong ? exitCode.found : exitCode.ok);
  } finally {
    clients.close();
  }
}

const ORDER = { problem: 0, warning: 1, ok: 2 } as const;

function show({ code, severity, message, mend }: Finding, screen: Screen): void {
  const { red, yellow, green, dim } = screen.colours;
  const mark = { problem: red('problem'), warning: yellow('warning'), ok: green('ok') }[severity];
  screen.out(`${mark} ${message}${severity === 'ok' ? '' : ` ${dim(`[${code}]`)}`}`);
  if (mend !== undefined) screen.out(`        ${mend}`);
}
