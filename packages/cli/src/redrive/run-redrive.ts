import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import type { CommandContext } from '../commands/command.js';
import { parseDuration } from '../output/duration.js';
import { exitCode } from '../output/exit-code.js';
import { interruptible } from '../output/interruptible.js';
import type { Screen } from '../output/screen.js';
import { openInbox } from './open-inbox.js';
import { redrive } from './redrive.js';
import type { RedriveFlags } from './redrive-flags.js';
import { type RedriveReport, showReport } from './redrive-report.js';

/** `millrace redrive`: reads its flags, shows what came of it, and says it by the exit code. */
export async function runRedrive(
  from: string,
  flags: RedriveFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const hold = parseDuration(flags.hold, '--hold');
  const clients = new Clients(connectionOf(flags, process.env, regionOfQueue(from)));
  try {
    const report = await interruptible(async (signal) => {
      const inbox = await openInbox(from, clients, hold);
      try {
        return await redrive({ inbox, clients, flags, screen, signal });
      } finally {
        await inbox.close().catch((error: unknown) => notGivenBack(error, flags.hold, screen));
      }
    });
    if (flags.json) screen.out(JSON.stringify(report));
    else showReport(report, screen);
    exitWith(codeOf(report));
  } finally {
    clients.close();
  }
}

/** All that was to be done is done; what was not removed comes back by itself. */
function notGivenBack(error: unknown, hold: string, screen: Screen): void {
  const reason = error instanceof Error ? error.message : String(error);
  screen.err(
    `${screen.colours.yellow('warning')} What is left could not be given back at once (${reason}). It comes back within ${hold}.`,
  );
}

function regionOfQueue(url: string): string | undefined {
  return /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(url)?.[1];
}

function codeOf({ interrupted, expired, failed, unreadable, held }: RedriveReport): number {
  if (interrupted) return exitCode.interrupted;
  if (expired > 0) return exitCode.expired;
  return failed.length + unreadable.length + held > 0 ? exitCode.found : exitCode.ok;
}
