import {
  AwsStreamSource,
  type CheckpointStore,
  MemoryCheckpoints,
  systemClock,
} from '@millrace/mapping';
import { mappingFor } from '../aws/mappings-of.js';
import type { CommandContext } from '../commands/command.js';
import { endRun } from '../delivery/end-run.js';
import { runSource } from '../delivery/run-source.js';
import { criteriaOf, settingsOf } from '../delivery/settings-of.js';
import { withTarget } from '../delivery/with-target.js';
import { CliError } from '../output/cli-error.js';
import { parseDuration } from '../output/duration.js';
import { interruptible } from '../output/interruptible.js';
import { warnOfReaders } from '../stream/reader-count.js';
import { type Bound, parseBound, requireSpan } from './bound.js';
import { BoundedSource } from './bounded-source.js';
import { ReplayCheckpoints } from './replay-checkpoints.js';
import type { ReplayFlags } from './replay-flags.js';

/** `millrace replay`: a piece of the stream, once more through a function. */
export async function runReplay(
  table: string,
  flags: ReplayFlags,
  context: CommandContext,
): Promise<void> {
  const { screen } = context;
  const [from, to] = boundsOf(flags, Date.now());
  const settle = parseDuration(flags.settle, '--settle');
  await withTarget(table, flags, screen, async ({ clients, stream, mappings, target }) => {
    await warnOfReaders(clients, stream.streamArn, screen);
    const mapping = mappingFor(mappings, target.functionArn);
    const client = await clients.streams();
    const source = new AwsStreamSource({ client, streamArn: stream.streamArn });
    const checkpoints = await checkpointsOf(flags, stream.streamArn, target.id);
    const report = await interruptible((signal) =>
      runSource({
        stream,
        source: new BoundedSource(source, from, to, settle, systemClock),
        target,
        settings: { ...settingsOf(mapping, flags), filterCriteria: criteriaOf(mapping, flags) },
        checkpoints,
        failedFile: flags.failed,
        screen,
        signal,
      }),
    );
    endRun(report, flags, context);
  });
}

function checkpointsOf(
  { state, from, to, filter }: ReplayFlags,
  stream: string,
  target: string,
): CheckpointStore | Promise<CheckpointStore> {
  if (state === undefined) return new MemoryCheckpoints();
  const ends = { from, ...(to === undefined ? {} : { to }) };
  return ReplayCheckpoints.open(state, { stream, target, filter, ...ends });
}

function boundsOf(flags: ReplayFlags, now: number): readonly [Bound, Bound] {
  const { from, to, state } = flags;
  if (state !== undefined) {
    requireFixed('--from', from);
    requireFixed('--to', to);
  }
  const bounds = [parseBound(from, '--from', now), parseBound(to ?? 'now', '--to', now)] as const;
  requireSpan(...bounds, now);
  return bounds;
}

/** `2h` and `now` are another place each time: going on, the replay would leave out what lies between. */
function requireFixed(flag: string, end: string | undefined): void {
  if (end !== undefined && /^\d{4}-|^\d{21}/.test(end)) return;
  throw new CliError(
    'STATE_NEEDS_FIXED_ENDS',
    `A replay that is to go on later must begin and end at the same places each time: beside --state give ${flag} as a time (2026-11-24T18:00:00Z) or a sequence number.`,
  );
}
