import { jsonValue } from '@millrace/shared';
import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { regionOfArn, streamOf } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { CliError } from '../output/cli-error.js';
import { parseDuration } from '../output/duration.js';
import { interruptible } from '../output/interruptible.js';
import { parseMoment } from '../output/moment.js';
import type { ChangeView } from './change-view.js';
import { renderChange } from './render-change.js';
import { type TailStart, tail } from './tail.js';
import type { TailFlags } from './tail-flags.js';

/** `millrace tail`: reads its flags and shows what is read. */
export async function runTail(
  table: string,
  flags: TailFlags,
  { screen }: CommandContext,
): Promise<void> {
  const start = startOf(flags);
  const limit = flags.for === undefined ? undefined : parseDuration(flags.for, '--for');
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  const { dim } = screen.colours;
  const onChange = (change: ChangeView) => {
    if (flags.json) screen.out(JSON.stringify(change, jsonValue));
    else for (const line of renderChange(change, screen.colours, rendering)) screen.out(line);
  };
  const rendering = { keysOnly: flags.keys === true, showShard: flags.shards === true };
  try {
    const stream = await streamOf(clients, table);
    await interruptible((signal) =>
      tail({
        clients,
        stream,
        start,
        patterns: flags.filter,
        screen,
        signal,
        ...(flags.count === undefined ? {} : { count: flags.count }),
        ...(limit === undefined ? {} : { limit }),
        onChange,
        ...(flags.shards
          ? { onShard: ({ type, shardId }) => screen.err(dim(`${type} ${shardId}`)) }
          : {}),
      }),
    );
  } finally {
    clients.close();
  }
}

function startOf({ since, horizon }: TailFlags): TailStart {
  if (since !== undefined && horizon) {
    throw new CliError(
      'CONFLICTING_FLAGS',
      '--since and --horizon both say where to begin. Give one of them.',
    );
  }
  if (horizon) return { kind: 'horizon' };
  if (since === undefined) return { kind: 'now' };
  const now = Date.now();
  const time = parseMoment(since, '--since', now);
  if (time <= now) return { kind: 'since', time };
  throw new CliError(
    'INVALID_TIME',
    `--since is ${JSON.stringify(since)}, which is yet to come. Leave it out to begin now.`,
  );
}
