import { describe, expect, test } from '@jest/globals';
import { recordOf } from './support/records.js';
import { begin, Stage, succeeded } from './support/stage.js';

test('a child is read when its parent is done, however long that takes', async () => {
  const stage = new Stage();
  stage.source.shard('parent').shard('left', 'parent').shard('right', 'parent');
  stage.source.put('parent', recordOf(1)).close('parent');
  stage.source.put('left', recordOf(2)).put('right', recordOf(3));
  stage.handler = async ({ sequences }) => {
    if (sequences.includes(1)) await stage.clock.sleep(100_000);
    return succeeded();
  };
  await stage.mapping().start();
  await stage.until(99_000);
  expect(stage.batches).toEqual([[1]]);
  await stage.until(110_000);
  expect(stage.batches).toEqual([[1], [2], [3]]);
});

test('the stream is listed once a second at most, however many shards end', async () => {
  const stage = new Stage();
  const list = stage.source.listShards.bind(stage.source);
  const listed: number[] = [];
  stage.source.listShards = (after) => {
    if (after === undefined) listed.push(stage.clock.monotonic());
    return list(after);
  };
  for (let n = 0; n < 20; n += 1) stage.source.shard(`shard-${n}`);
  await stage.mapping().start();
  for (let n = 0; n < 20; n += 1) {
    stage.clock.after(100 + n * 300, () => stage.source.close(`shard-${n}`));
  }
  await stage.until(10_000);
  const rests = listed.slice(2).map((at, n) => at - (listed[n + 1] ?? 0));
  expect(rests.length).toBeGreaterThan(5);
  expect(Math.min(...rests)).toBeGreaterThanOrEqual(1_000);
});

test('shards that appear while the mapping runs are found', async () => {
  const stage = new Stage();
  stage.source.shard('parent').put('parent', recordOf(1));
  await stage.mapping().start();
  await stage.until(5_000);
  stage.source.close('parent').shard('child', 'parent').put('child', recordOf(2));
  await stage.until(10_000);
  expect(stage.batches).toEqual([[1], [2]]);
});

describe('a mapping at LATEST', () => {
  const settings = { startingPosition: 'LATEST' } as const;

  test('delivers what is written after its start, and reads new shards from their beginning', async () => {
    const stage = new Stage();
    stage.source.shard('old').put('old', recordOf(1)).close('old');
    stage.source.shard('parent', 'old').put('parent', recordOf(2));
    await stage.mapping(settings).start();
    stage.source.put('parent', recordOf(3)).close('parent');
    stage.source.shard('child', 'parent').put('child', recordOf(4));
    await stage.until(10_000);
    expect(stage.batches).toEqual([[3], [4]]);
  });

  test('loses nothing when its first iterator expires before the first record', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1, 'a', { ApproximateCreationDateTime: 1 }));
    await stage.mapping(settings).start();
    stage.source.refuse('expired-iterator').put('a', recordOf(2));
    await stage.until(10_000);
    expect(stage.batches).toEqual([[2]]);
    expect(stage.source.opened.at(-1)?.position).toEqual({ type: 'TRIM_HORIZON' });
  });

  test('takes what the stream counts as new, however far this clock is ahead', async () => {
    const stage = new Stage();
    stage.source.shard('a');
    await stage.mapping(settings).start();
    const ApproximateCreationDateTime = begin / 1000 - 3600;
    stage.source.put('a', recordOf(1, 'a', { ApproximateCreationDateTime }));
    await stage.until(1_000);
    expect(stage.batches).toEqual([[1]]);
  });

  test('started again before its first record, it delivers what came meanwhile', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1, 'a', { ApproximateCreationDateTime: 1 }));
    const mapping = stage.mapping(settings);
    await mapping.start();
    const stopped = mapping.stop();
    await stage.until(1_000);
    await stopped;
    stage.source.put('a', recordOf(2));
    await mapping.start();
    await stage.until(2_000);
    expect(stage.batches).toEqual([[2]]);
  });
});

test('an expired iterator is opened again where the last one stood', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', recordOf(1), recordOf(2));
  await stage.mapping().start();
  await stage.until(1_000);
  stage.source.refuse('expired-iterator').put('a', recordOf(3));
  await stage.until(10_000);
  expect(stage.batches).toEqual([[1, 2], [3]]);
  expect(stage.source.opened.map(({ position }) => position)).toEqual([
    { type: 'TRIM_HORIZON' },
    { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: '2' },
  ]);
});

test('a place that the stream does not accept repeats nothing that was read', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', recordOf(1), recordOf(2));
  await stage.mapping().start();
  await stage.until(1_000);
  stage.source.refuse('invalid-position').put('a', recordOf(3));
  await stage.until(10_000);
  expect(stage.batches).toEqual([[1, 2], [3]]);
  expect(stage.source.opened.at(-1)?.position).toEqual({ type: 'TRIM_HORIZON' });
});

describe('a shard that is said not to be there is read on', () => {
  test('when the stream still lists it', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1));
    await stage.mapping().start();
    await stage.until(1_000);
    stage.source.refuse('not-found').put('a', recordOf(2));
    await stage.until(10_000);
    expect(stage.of('gap')).toEqual([]);
    expect(stage.batches).toEqual([[1], [2]]);
  });

  test('when the stream cannot be listed either', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1));
    await stage.mapping({}, { polling: { quickest: 10, slowest: 100, discovery: 60_000 } }).start();
    await stage.until(1_000);
    const list = stage.source.listShards.bind(stage.source);
    let listings = 0;
    stage.source.listShards = (after) => {
      listings += 1;
      return listings === 1 ? Promise.reject(new Error('no answer')) : list(after);
    };
    stage.source.refuse('not-found').put('a', recordOf(2));
    await stage.until(10_000);
    expect(listings).toBe(1);
    expect(stage.of('gap')).toEqual([]);
    expect(stage.batches).toEqual([[1], [2]]);
  });
});

describe('data that was trimmed before it was read is reported as a gap', () => {
  test('from the checkpoint to the first record that is left', async () => {
    const stage = new Stage();
    stage.source
      .shard('a')
      .put('a', recordOf(1), recordOf(2), recordOf(3), recordOf(4))
      .trim('a', 3);
    await stage.checkpoints.save(stage.source.streamArn, [
      { shardId: 'a', position: { kind: 'after', sequenceNumber: '1' } },
    ]);
    await stage.mapping().start();
    await stage.until(1_000);
    expect(stage.of('gap')).toEqual([{ type: 'gap', shardId: 'a', after: '1', before: '4' }]);
    expect(stage.batches).toEqual([[4]]);
  });

  test('from the beginning of a shard of which nothing was done', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1), recordOf(2)).trim('a', 1);
    await stage.checkpoints.save(stage.source.streamArn, [
      { shardId: 'a', position: { kind: 'beginning' } },
    ]);
    await stage.mapping().start();
    await stage.until(1_000);
    expect(stage.of('gap')).toEqual([{ type: 'gap', shardId: 'a', after: undefined, before: '2' }]);
    expect(stage.batches).toEqual([[2]]);
  });

  test('when a shard had begun, and is gone at the next start', async () => {
    const stage = new Stage();
    stage.source.shard('parent');
    const mapping = stage.mapping();
    await mapping.start();
    stage.source.close('parent').shard('child', 'parent');
    await stage.until(5_000);
    expect(stage.of('shard-opened').map(({ shardId }) => shardId)).toEqual(['parent', 'child']);
    void mapping.stop();
    await stage.until(6_000);
    stage.source.drop('child');
    await mapping.start();
    await stage.until(7_000);
    expect(stage.of('gap')).toMatchObject([{ shardId: 'child', after: undefined }]);
  });

  describe('though pages without records come before the one that ends it', () => {
    async function trimmedStage(emptyPages: number): Promise<Stage> {
      const stage = new Stage();
      stage.source.shard('a').put('a', recordOf(1), recordOf(2), recordOf(3)).trim('a', 2);
      await stage.checkpoints.save(stage.source.streamArn, [
        { shardId: 'a', position: { kind: 'after', sequenceNumber: '1' } },
      ]);
      const read = stage.source.readRecords.bind(stage.source);
      let left = emptyPages;
      stage.source.readRecords = async (iterator, limit) => {
        left -= 1;
        return left >= 0 ? { records: [], nextIterator: iterator } : read(iterator, limit);
      };
      return stage;
    }

    test('with its end', async () => {
      const stage = await trimmedStage(3);
      await stage.mapping().start();
      await stage.until(1_000);
      expect(stage.of('gap')).toEqual([{ type: 'gap', shardId: 'a', after: '1', before: '3' }]);
    });

    test('and after a minute without it', async () => {
      const stage = await trimmedStage(Number.POSITIVE_INFINITY);
      await stage.mapping().start();
      await stage.until(59_000);
      expect(stage.of('gap')).toEqual([]);
      await stage.until(61_000);
      expect(stage.of('gap')).toMatchObject([{ after: '1', before: undefined }]);
    });
  });

  test('when the shard is gone altogether, and its child goes on', async () => {
    const stage = new Stage();
    stage.source.shard('child', 'parent').put('child', recordOf(5));
    await stage.checkpoints.save(stage.source.streamArn, [
      { shardId: 'parent', position: { kind: 'after', sequenceNumber: '1' } },
    ]);
    await stage.mapping().start();
    await stage.until(1_000);
    expect(stage.of('gap')).toEqual([
      { type: 'gap', shardId: 'parent', after: '1', before: undefined },
    ]);
    expect(stage.batches).toEqual([[5]]);
  });

  test('when shards came and went unseen', async () => {
    const stage = new Stage();
    stage.source.shard('grandchild', 'child').put('grandchild', recordOf(5));
    await stage.checkpoints.save(stage.source.streamArn, [
      { shardId: 'parent', position: { kind: 'finished' } },
    ]);
    await stage.mapping().start();
    await stage.until(1_000);
    expect(stage.of('gap')).toMatchObject([{ shardId: 'child', after: undefined }]);
  });

  test('when a shard goes while it is read', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1));
    await stage.mapping().start();
    await stage.until(1_000);
    stage.source.drop('a').shard('b');
    await stage.until(60_000);
    expect(stage.of('gap')).toMatchObject([{ shardId: 'a', after: '1', before: undefined }]);
  });
});

test('a checkpoint of another stream is refused, and the mend is named', async () => {
  const stage = new Stage();
  stage.source.shard('a');
  const other = stage.source.streamArn.replace('2026', '2025');
  await stage.checkpoints.save(other, [{ shardId: 'a', position: { kind: 'beginning' } }]);
  const mapping = stage.mapping();
  await expect(mapping.start()).rejects.toMatchObject({
    code: 'CHECKPOINT_OF_ANOTHER_STREAM',
    message: expect.stringContaining('empty checkpoint store'),
  });
  expect(mapping.state).toBe('Disabled');
});

test('refusals of the stream are waited out with growing pauses', async () => {
  const stage = new Stage();
  stage.source.shard('a').refuse('throttled', 'unavailable', 'throttled').put('a', recordOf(1));
  const backoff = { first: 100, factor: 10, longest: 100_000 };
  await stage.mapping({}, { backoff }).start();
  await stage.until(60_000);
  expect(stage.batches).toEqual([[1]]);
  const delays = stage.of('source-refused').map(({ delay }) => delay);
  expect(delays[0]).toBeLessThanOrEqual(125);
  expect(delays[2]).toBeGreaterThanOrEqual(7_500);
});

test('the iterator age is how long the newest record has waited', async () => {
  const stage = new Stage();
  const ApproximateCreationDateTime = begin / 1000 - 30;
  stage.source.shard('a').put('a', recordOf(1, 'a', { ApproximateCreationDateTime }));
  await stage.mapping().start();
  await stage.until(100);
  expect(stage.of('records-read')[0]?.iteratorAge).toBe(30_000);
});
