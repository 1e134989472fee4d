import {
  AwsStreamSource,
  FileCheckpoints,
  MemoryCheckpoints,
  systemClock,
} from '@millrace/mapping';
import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { mappingFor, mappingsOf } from '../aws/mappings-of.js';
import { regionOfArn, streamOf } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { showRun } from '../delivery/run-report.js';
import { codeOfRun, runSource } from '../delivery/run-source.js';
import { patternsOf, settingsOf } from '../delivery/settings-of.js';
import { targetOf } from '../delivery/target.js';
import { CliError } from '../output/cli-error.js';
import { parseDuration } from '../output/duration.js';
import { interruptible } from '../output/interruptible.js';
import { warnOfReaders } from '../stream/reader-count.js';
import { type Bound, parseBound } from './bound.js';
import { BoundedSource } from './bounded-source.js';
import type { ReplayFlags } from './replay-flags.js';

/** `millrace replay`: a piece of the stream, once more through a function. */
export async function runReplay(
  table: string,
  flags: ReplayFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const now = Date.now();
  const [from, to] = boundsOf(flags, now);
  const settle = parseDuration(flags.settle, '--settle');
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  try {
    const stream = await streamOf(clients, table);
    const mappings = await mappingsOf(clients, stream.streamArn);
    const target = await targetOf(flags, clients, screen, undefined, mappings);
    try {
      await warnOfReaders(clients, stream.streamArn, screen);
      const mapping = mappingFor(mappings, target.functionArn);
      const given = flags.filter.map((Pattern) => ({ Pattern }));
      const Filters = given.length > 0 ? given : patternsOf(mapping);
      const client = await clients.streams();
      const source = new AwsStreamSource({ client, streamArn: stream.streamArn });
      const report = await interruptible((signal) =>
        runSource({
          stream,
          source: new BoundedSource(source, from, to, settle, systemClock),
          target,
          settings: { ...settingsOf(mapping, flags), filterCriteria: { Filters } },
          checkpoints:
            flags.state === undefined ? new MemoryCheckpoints() : new FileCheckpoints(flags.state),
          failedFile: flags.failed,
          screen,
          signal,
        }),
      );
      if (flags.json) screen.out(JSON.stringify(report));
      else showRun(report, screen);
      exitWith(codeOfRun(report));
    } finally {
      target.close();
    }
  } finally {
    clients.close();
  }
}

function boundsOf(flags: ReplayFlags, now: number): readonly [Bound, Bound] {
  if (flags.state !== undefined && !/^\d{4}-|^\d{21}/.test(flags.to ?? '')) {
    throw new CliError(
      'STATE_NEEDS_TO',
      'A replay that is to go on later must end at the same place each time: give --to as a time (2026-11-24T18:00:00Z) or a sequence number beside --state.',
    );
  }
  return [parseBound(flags.from, '--from', now), parseBound(flags.to ?? 'now', '--to', now)];
}
