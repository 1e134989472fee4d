import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ShardProgress } from './shard-progress.js';

test('the checkpoint is the last record before the first unfinished one, in whatever order they finish', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), (order) => {
      const progress = new ShardProgress();
      const done = new Set<number>();
      const finishing: { index: number; place: number; at: number }[] = [];
      for (const [index, at] of order.entries()) {
        if (at % 3 > 0) finishing.push({ index, at, place: progress.admit(String(index)) });
        else {
          progress.skip(String(index));
          done.add(index);
        }
      }
      finishing.sort((a, b) => a.at - b.at);
      for (const { place, index } of finishing) {
        progress.complete(place);
        done.add(index);
        let lowest = 0;
        while (done.has(lowest)) lowest += 1;
        expect(progress.checkpoint).toBe(lowest === 0 ? undefined : String(lowest - 1));
        expect(progress.settled).toBe(done.size === order.length);
      }
    }),
  );
});

test('records that need no work behind a blocked one take no memory', () => {
  const progress = new ShardProgress();
  const blocked = progress.admit('0');
  for (let n = 1; n <= 5_000; n += 1) progress.skip(String(n));
  expect(progress.size).toBe(2);
  expect(progress.checkpoint).toBeUndefined();
  progress.complete(blocked);
  expect(progress.checkpoint).toBe('5000');
  expect(progress.settled).toBe(true);
});

test('records may be read while others finish', () => {
  const progress = new ShardProgress();
  for (let n = 0; n < 10_000; n += 1) {
    const first = progress.admit(String(2 * n));
    const second = progress.admit(String(2 * n + 1));
    progress.complete(second);
    progress.complete(first);
    expect(progress.checkpoint).toBe(String(2 * n + 1));
  }
});
