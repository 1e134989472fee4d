import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buffered } from '../test/support/records.js';
import { RecordQueue } from './record-queue.js';

const operation = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), count: fc.nat(20) }),
  fc.record({ kind: fc.constant('take' as const), count: fc.nat(20) }),
  fc.record({ kind: fc.constant('measure' as const) }),
);

test('it gives what was pushed, in order, and knows the bytes of what it holds', () => {
  fc.assert(
    fc.property(fc.array(operation), (operations) => {
      const queue = new RecordQueue();
      let model = buffered();
      let next = 1;
      for (const step of operations) {
        switch (step.kind) {
          case 'push': {
            const pushed = buffered(
              ...Array.from({ length: step.count }, (_, n) => 10 ** (n % 9) + next),
            );
            next += step.count;
            for (const record of pushed) queue.push(record);
            model = [...model, ...pushed];
            break;
          }
          case 'take':
            expect(queue.take(step.count)).toEqual(model.slice(0, step.count));
            model = model.slice(step.count);
            break;
          case 'measure':
            expect(queue.bytes).toBe(model.reduce((sum, { bytes }) => sum + bytes, 0));
            break;
        }
        expect(queue.length).toBe(model.length);
        expect(queue.at(0)).toBe(model[0]);
      }
    }),
  );
});
