import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ShardProgress } from './shard-progress.js';

test('the checkpoint is the last record before the first unfinished one, in whatever order they finish', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), (order) => {
      const progress = new ShardProgress();
      const done = new Set<number>();
      const places = order.map((_, index) => progress.admit(String(index)));
      const finishing = places.map((place, index) => ({ place, at: order[index] ?? 0 }));
      finishing.sort((a, b) => a.at - b.at);
      for (const { place } of finishing) {
        progress.complete(place);
        done.add(place);
        let lowest = 0;
        while (done.has(lowest)) lowest += 1;
        expect(progress.checkpoint).toBe(lowest === 0 ? undefined : String(lowest - 1));
        expect(progress.settled).toBe(done.size === order.length);
      }
    }),
  );
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
