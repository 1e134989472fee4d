import { rm } from 'node:fs/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Clients } from '../aws/clients.js';
import { mappingFor } from '../aws/mappings-of.js';
import type { TableStream } from '../aws/stream-of.js';
import type { CommandContext } from '../commands/command.js';
import { endRun } from '../delivery/end-run.js';
import type { RunIdentity } from '../delivery/run-identity.js';
import { runSource } from '../delivery/run-source.js';
import { criteriaOf, settingsOf } from '../delivery/settings-of.js';
import { withTarget } from '../delivery/with-target.js';
import { interruptible } from '../output/interruptible.js';
import { BackfillCheckpoints } from './backfill-checkpoints.js';
import type { BackfillFlags } from './backfill-flags.js';
import { type BackfillState, readBackfillState, writeBackfillState } from './backfill-state.js';
import type { ItemOrigin } from './insert-record.js';
import { ScanSource } from './scan-source.js';

/** `millrace backfill`: every item of a table to a function, once, and on from where it stood. */
export async function runBackfill(
  table: string,
  flags: BackfillFlags,
  context: CommandContext,
): Promise<void> {
  const { screen } = context;
  await withTarget(table, flags, screen, async ({ clients, stream, mappings, target }) => {
    const path = flags.state ?? `millrace-backfill-${stream.tableName}.json`;
    const run = { stream: stream.streamArn, target: target.id, filter: flags.filter };
    const state = await stateOf(path, run, flags.segments);
    if (state.segments.some(({ count }) => count > 0)) {
      const done = state.segments.reduce((sum, { count }) => sum + count, 0);
      screen.err(screen.colours.dim(`Going on after ${done} items, as ${path} says.`));
    }
    // A handler of this machine is a new consumer: the others' filters are none of its own.
    const mapping =
      flags.handler === undefined ? mappingFor(mappings, target.functionArn) : undefined;
    const client = await clients.dynamodb();
    const origin = await originOf(clients, stream);
    const source = new ScanSource(client, stream.tableName, origin, state, Date.now);
    const report = await interruptible((signal) =>
      runSource({
        stream,
        source,
        target,
        settings: { ...settingsOf(mapping, flags), filterCriteria: criteriaOf(mapping, flags) },
        checkpoints: new BackfillCheckpoints(path, state, source),
        failedFile: flags.failed,
        screen,
        signal,
      }),
    );
    if (!report.interrupted) await rm(path, { force: true });
    endRun(report, flags, context);
  });
}

async function stateOf(path: string, run: RunIdentity, segments: number): Promise<BackfillState> {
  const stored = await readBackfillState(path, run);
  if (stored !== undefined) return stored;
  const fresh: BackfillState = {
    ...run,
    version: 1,
    startedAt: Math.floor(Date.now() / 1_000),
    segments: Array.from({ length: segments }, () => ({ count: 0, finished: false })),
  };
  await writeBackfillState(path, fresh);
  return fresh;
}

async function originOf(
  clients: Clients,
  { tableName, streamArn }: TableStream,
): Promise<ItemOrigin> {
  const client = await clients.dynamodb();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return {
    streamArn,
    keyNames: (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []),
    viewType: Table?.StreamSpecification?.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
  };
}
