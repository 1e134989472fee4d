import {
  AwsStreamSource,
  createEventSourceMapping,
  FileCheckpoints,
  MemoryCheckpoints,
} from '@millrace/mapping';
import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { mappingFor, mappingsOf } from '../aws/mappings-of.js';
import { regionOfArn, streamOf } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { FileDestination } from '../delivery/file-destination.js';
import { patternsOf, settingsOf } from '../delivery/settings-of.js';
import { type Target, targetOf } from '../delivery/target.js';
import { aborted, anySignal } from '../output/any-signal.js';
import { interruptible } from '../output/interruptible.js';
import { warnOfReaders } from '../stream/reader-count.js';
import { tellTrouble } from '../stream/tell-trouble.js';
import { callJson, callLine, isCall } from './call-line.js';
import type { RunFlags } from './run-flags.js';
import { watchFile } from './watch-file.js';

/** `millrace run`: a handler of this machine as one more reader of a stream, until it is stopped. */
export async function runRun(
  table: string,
  flags: RunFlags,
  context: CommandContext,
): Promise<void> {
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  const { screen } = context;
  try {
    const stream = await streamOf(clients, table);
    const mappings = await mappingsOf(clients, stream.streamArn);
    const target = await targetOf({ ...flags, logs: true }, clients, screen, undefined, mappings);
    try {
      await warnOfReaders(clients, stream.streamArn, screen);
      await interruptible((signal) =>
        readOn(flags, context, target, signal, { clients, streamArn: stream.streamArn, mappings }),
      );
    } finally {
      target.close();
    }
  } finally {
    clients.close();
  }
}

async function readOn(
  flags: RunFlags,
  { screen }: CommandContext,
  target: Target,
  signal: AbortSignal,
  place: {
    readonly clients: Clients;
    readonly streamArn: string;
    readonly mappings: Parameters<typeof mappingFor>[0];
  },
): Promise<void> {
  const { clients, streamArn } = place;
  const deployed = mappingFor(place.mappings, undefined);
  const given = flags.filter.map((Pattern) => ({ Pattern }));
  const enough = new AbortController();
  const trouble = tellTrouble(screen);
  let left = flags.count ?? Number.POSITIVE_INFINITY;
  const mapping = createEventSourceMapping({
    settings: {
      ...settingsOf(deployed, flags),
      startingPosition: flags.horizon ? 'TRIM_HORIZON' : 'LATEST',
      filterCriteria: { Filters: given.length > 0 ? given : patternsOf(deployed) },
    },
    functionArn: target.functionArn,
    source: new AwsStreamSource({ client: await clients.streams(), streamArn }),
    invoker: target.invoker,
    checkpoints:
      flags.state === undefined ? new MemoryCheckpoints() : new FileCheckpoints(flags.state),
    destination: new FileDestination(flags.failed),
    observe: (event) => {
      trouble(event);
      if (!isCall(event)) return;
      screen.out(flags.json ? JSON.stringify(callJson(event)) : callLine(event, screen.colours));
      left -= event.type === 'invocation-failed' ? event.done : event.records.length;
      if (left <= 0) enough.abort();
    },
  });
  const { handler } = target;
  const unwatch =
    flags.watch && handler !== undefined
      ? watchFile(handler.file, () => {
          handler.reload();
          screen.err(screen.colours.dim(`${flags.handler} has changed: loaded again.`));
        })
      : () => undefined;
  await mapping.start();
  screen.err(screen.colours.dim(`Reading ${streamArn}. Ctrl-C ends it.`));
  await aborted(anySignal([signal, enough.signal]));
  unwatch();
  await mapping.stop();
}
