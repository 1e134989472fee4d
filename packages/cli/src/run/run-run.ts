import {
  AwsStreamSource,
  createEventSourceMapping,
  FileCheckpoints,
  MemoryCheckpoints,
} from '@millrace/mapping';
import { mappingFor } from '../aws/mappings-of.js';
import type { CommandContext } from '../commands/command.js';
import { FileDestination } from '../delivery/file-destination.js';
import { criteriaOf, settingsOf } from '../delivery/settings-of.js';
import { type DeliverySite, withTarget } from '../delivery/with-target.js';
import { aborted, anySignal } from '../output/any-signal.js';
import { interruptible } from '../output/interruptible.js';
import type { Screen } from '../output/screen.js';
import { warnOfReaders } from '../stream/reader-count.js';
import { tellTrouble } from '../stream/tell-trouble.js';
import { callJson, callLine, isCall } from './call-line.js';
import type { RunFlags } from './run-flags.js';
import { watchFile } from './watch-file.js';

/** `millrace run`: a handler of this machine as one more reader of a stream, until it is stopped. */
export async function runRun(
  table: string,
  flags: RunFlags,
  { screen }: CommandContext,
): Promise<void> {
  await withTarget(table, { ...flags, logs: true }, screen, async (site) => {
    await warnOfReaders(site.clients, site.stream.streamArn, screen);
    await interruptible((signal) => readOn(flags, screen, site, signal));
  });
}

async function readOn(
  flags: RunFlags,
  screen: Screen,
  { clients, stream: { streamArn }, mappings, target }: DeliverySite,
  signal: AbortSignal,
): Promise<void> {
  const deployed = mappingFor(mappings, undefined);
  const enough = new AbortController();
  const trouble = tellTrouble(screen);
  let left = flags.count ?? Number.POSITIVE_INFINITY;
  const destination = new FileDestination(flags.failed);
  await destination.check();
  const mapping = createEventSourceMapping({
    settings: {
      ...settingsOf(deployed, flags),
      // The handler is called as the deployed one is: with its window, and the state that it answered.
      tumblingWindowInSeconds: deployed?.TumblingWindowInSeconds ?? 0,
      startingPosition: flags.horizon ? 'TRIM_HORIZON' : 'LATEST',
      filterCriteria: criteriaOf(deployed, flags),
    },
    functionArn: target.functionArn,
    source: new AwsStreamSource({ client: await clients.streams(), streamArn }),
    invoker: target.invoker,
    checkpoints:
      flags.state === undefined ? new MemoryCheckpoints() : new FileCheckpoints(flags.state),
    destination,
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
