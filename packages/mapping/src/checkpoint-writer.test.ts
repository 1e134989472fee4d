import { expect, test } from '@jest/globals';
import { CheckpointWriter } from './checkpoint-writer.js';
import type { ShardCheckpoint } from './seams.js';
import { Random } from './simulation/random.js';
import { SimulatedClock } from './simulation/simulated-clock.js';

const after = (shardId: string, sequenceNumber: string): ShardCheckpoint => ({
  shardId,
  position: { kind: 'after', sequenceNumber },
});
const tooLarge: ShardCheckpoint = {
  ...after('large', '1'),
  window: { startSeconds: 60, state: 'too large' },
};

test('while one checkpoint is refused, each try brings the newest of every shard, the refused one too', async () => {
  const clock = new SimulatedClock(0);
  const kept = new Map<string, ShardCheckpoint>();
  const writer = new CheckpointWriter({
    store: {
      load: async () => undefined,
      save: async (_, shards) => {
        for (const shard of shards) if (shard !== tooLarge) kept.set(shard.shardId, shard);
        if (shards.includes(tooLarge)) throw new Error('refused');
      },
      forget: async () => undefined,
    },
    streamArn: 'stream',
    clock,
    chance: new Random(1),
    backoff: { first: 1_000, factor: 1, longest: 1_000 },
    observe: () => undefined,
  });
  writer.note(tooLarge);
  await clock.run(500, () => false);
  writer.note(after('other', '5'));
  await clock.run(3_000, () => false);
  expect([...kept.values()]).toEqual([after('other', '5')]);
  writer.note(after('large', '2'));
  const flushed = writer.flush();
  await clock.run(6_000, () => false);
  await flushed;
  expect(kept.get('large')).toEqual(after('large', '2'));
});
