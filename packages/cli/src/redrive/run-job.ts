import {
  AwsStreamSource,
  type MappingSettings,
  MemoryCheckpoints,
  type StreamRecord,
  systemClock,
} from '@millrace/mapping';
import type { Clients } from '../aws/clients.js';
import { lineageOf } from '../aws/lineage-of.js';
import { deliver } from '../delivery/deliver.js';
import type { Target } from '../delivery/target.js';
import type { Ledger } from './ledger.js';
import type { Letter } from './letter.js';
import { orderShards } from './order-shards.js';
import type { PlannedLetter } from './plan.js';
import { RecoveredSource } from './recovered-source.js';

export interface JobOptions {
  readonly clients: Clients;
  readonly streamArn: string;
  readonly letters: readonly PlannedLetter[];
  readonly target: Target;
  readonly settings: MappingSettings;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly onSettled: (letters: readonly Letter[]) => void;
  readonly onProgress: () => void;
}

/** Runs the recovered records of one stream through one function. True when it came to its end. */
export async function runJob(options: JobOptions): Promise<boolean> {
  const { clients, streamArn, letters, target, ledger, signal } = options;
  const recovered = new Map<string | undefined, StreamRecord[]>();
  for (const { shardId, records } of letters) {
    if (records.length === 0) continue;
    const group = recovered.get(shardId);
    if (group === undefined) recovered.set(shardId, [...records]);
    else group.push(...records);
  }
  const client = await clients.streams();
  const lineage = await lineageOf(new AwsStreamSource({ client, streamArn }), signal);
  const shards = orderShards(recovered, lineage);
  const oldest = Math.min(
    ...shards.flatMap(({ records }) =>
      records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime * 1_000),
    ),
  );
  return deliver({
    source: new RecoveredSource(streamArn, shards),
    invoker: target.invoker,
    functionArn: target.functionArn,
    settings: options.settings,
    checkpoints: new MemoryCheckpoints(),
    // A mapping gives up what is older than the stream's 24 hours. These are here, so their time is now.
    clock: { ...systemClock, now: () => oldest },
    signal,
    onDone: (records) => {
      options.onSettled(ledger.settle(records));
      options.onProgress();
    },
    onGivenUp: (records, reason) => {
      ledger.giveUp(records, reason);
      options.onProgress();
    },
  });
}
