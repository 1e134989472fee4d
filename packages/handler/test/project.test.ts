import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Change, decodeRecord, mapImages, type Order, readOrder } from '@millrace/shared';
import fc from 'fast-check';
import { streamEvent, toFence } from '../src/index.js';
import { createProject } from '../src/reactions/project.js';
import { createPutFenced } from '../src/reactions/put-fenced.js';
import { makeOrder } from './support/orders.js';
import { type ProjectionTable, startProjectionTable } from './support/projection-table.js';
import { makeReactionContext } from './support/reaction-context.js';
import { recordingObservers } from './support/silent.js';

let table: ProjectionTable;
let project: ReturnType<typeof createProject>;
beforeEach(async () => {
  table = await startProjectionTable();
  project = createProject({ put: createPutFenced(table.tableName), now });
});
afterEach(() => table.stop());

const now = () => Date.UTC(2026, 10, 24);
const placed = makeOrder();
const paid = makeOrder({ status: 'PAID', version: 2 });

function changesOf(event: ReturnType<typeof streamEvent>): readonly Change<Order>[] {
  return event.Records.map((record) => mapImages(decodeRecord(record), readOrder));
}

/** Projects the changes one after the other; tells for each whether it was a repeat. */
async function projectAll(changes: readonly Change<Order>[]): Promise<readonly boolean[]> {
  const repeats: boolean[] = [];
  for (const change of changes) {
    const context = makeReactionContext();
    await project(change, context);
    repeats.push(context.repeats.length > 0);
  }
  return repeats;
}

test('an order stands under its customer, as of its last change', async () => {
  const changes = changesOf(streamEvent().insert(placed).modify(placed, paid));
  expect(await projectAll(changes)).toEqual([false, false]);
  expect(await table.scan()).toEqual([
    {
      customerId: 'c-1',
      orderId: 'o-1',
      status: 'PAID',
      total: 1250,
      currency: 'EUR',
      itemCount: 2,
      createdAt: placed.createdAt,
      updatedAt: placed.updatedAt,
      version: 2,
      fence: toFence(changes[1]?.sequenceNumber ?? ''),
    },
  ]);
});

test('a repeat and a late duplicate change nothing, and say so', async () => {
  const [insert, modify] = changesOf(streamEvent().insert(placed).modify(placed, paid));
  if (insert === undefined || modify === undefined) throw new Error('two changes');
  expect(await projectAll([insert, modify, modify, insert])).toEqual([false, false, true, true]);
  expect(await table.scan()).toMatchObject([{ status: 'PAID' }]);
});

test('the fence compares numbers of different lengths as integers', async () => {
  const event = streamEvent({ firstSequenceNumber: 999_999_999_999_999_999_999n })
    .insert(placed)
    .modify(placed, paid);
  expect(await projectAll(changesOf(event))).toEqual([false, false]);
  expect(await table.scan()).toMatchObject([{ status: 'PAID' }]);
});

test('the fence has room for the longest number, which a number of DynamoDB has not', async () => {
  const event = streamEvent({ firstSequenceNumber: 10n ** 39n - 1n })
    .insert(placed)
    .modify(placed, paid);
  expect(await projectAll(changesOf(event))).toEqual([false, false]);
});

test('a removed order is not brought back by a late duplicate, until nothing late can come', async () => {
  const [insert, remove] = changesOf(streamEvent().insert(placed).remove(placed));
  if (insert === undefined || remove === undefined) throw new Error('two changes');
  expect(await projectAll([insert, remove, insert])).toEqual([false, false, true]);
  expect(await table.scan()).toEqual([
    {
      customerId: 'c-1',
      orderId: 'o-1',
      removed: true,
      fence: toFence(remove.sequenceNumber),
      expiresAt: Date.UTC(2026, 11, 9) / 1000,
    },
  ]);
});

test('nothing is written any more once the signal is aborted', async () => {
  const [insert] = changesOf(streamEvent().insert(placed));
  if (insert === undefined) throw new Error('one change');
  const context = { ...makeReactionContext(), signal: AbortSignal.abort() };
  await expect(project(insert, context)).rejects.toThrow(/abort/i);
  expect(await table.scan()).toEqual([]);
});

test('an order that is placed again after its removal stands there again', async () => {
  const event = streamEvent().insert(placed).remove(placed).insert(paid);
  await projectAll(changesOf(event));
  expect(await table.scan()).toMatchObject([{ status: 'PAID' }]);
});

test('an order that goes to another customer leaves the first', async () => {
  const moved = makeOrder({ customerId: 'c-2', version: 2 });
  await projectAll(changesOf(streamEvent().insert(placed).modify(placed, moved)));
  expect(await table.scan()).toMatchObject([
    { customerId: 'c-1', removed: true },
    { customerId: 'c-2', status: 'PLACED' },
  ]);
});

describe('an order that did not fit its schema', () => {
  const poison = { ...placed, version: 2, total: 'much' };
  const mended = makeOrder({ version: 3 });

  test('stands under its customer when it is mended', async () => {
    expect(await projectAll(changesOf(streamEvent().modify(poison, mended)))).toEqual([false]);
    expect(await table.scan()).toMatchObject([{ customerId: 'c-1', version: 3 }]);
  });

  test('stands there once, however often its mend comes, and no late duplicate undoes it', async () => {
    const [insert, mend] = changesOf(streamEvent().insert(placed).modify(poison, mended));
    if (insert === undefined || mend === undefined) throw new Error('two changes');
    expect(await projectAll([insert, mend, mend, insert])).toEqual([false, false, true, true]);
    expect(await table.scan()).toMatchObject([{ version: 3 }]);
  });

  test('leaves the customer whom it named when it is mended to another', async () => {
    const event = streamEvent()
      .insert(placed)
      .modify(poison, { ...mended, customerId: 'c-2' });
    await projectAll(changesOf(event));
    expect(await table.scan()).toMatchObject([
      { customerId: 'c-1', removed: true },
      { customerId: 'c-2', version: 3 },
    ]);
  });

  test.each(['remove', 'expire'] as const)('is gone after a %s', async (removal) => {
    const event = streamEvent().insert(placed)[removal](poison);
    expect(await projectAll(changesOf(event))).toEqual([false, false]);
    expect(await table.scan()).toMatchObject([{ customerId: 'c-1', removed: true }]);
  });

  test('and names no customer is removed with a warning: it could stand under anyone', async () => {
    const { lines, observers } = recordingObservers();
    const [change] = changesOf(streamEvent().remove({ ...poison, customerId: '' }));
    if (change === undefined) throw new Error('one change');
    const context = { ...makeReactionContext(), logger: observers.logger };
    await project(change, context);
    expect(lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('named no customer') },
    ]);
    expect(context.repeats).toEqual([]);
    expect(await table.scan()).toEqual([]);
  });

  test('and names no customer is projected all the same when it is mended', async () => {
    const { customerId: _none, ...unowned } = poison;
    await projectAll(changesOf(streamEvent().modify(unowned, mended)));
    expect(await table.scan()).toMatchObject([{ customerId: 'c-1', version: 3 }]);
  });
});

test('whatever is delivered again, the read model ends the same', async () => {
  const statuses = ['PLACED', 'PAID', 'SHIPPED'] as const;
  const history = fc.array(
    fc.record({ customer: fc.nat(1), status: fc.constantFrom(...statuses), remove: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  );
  const again = fc.array(fc.nat(5), { maxLength: 6 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(history, again, async (steps, repeats) => {
      const orderId = `o-${run++}`;
      const event = streamEvent();
      let current: Order | undefined;
      for (const [version, { customer, status, remove }] of steps.entries()) {
        const next = makeOrder({
          orderId,
          customerId: `c-${customer}`,
          status,
          version: version + 1,
        });
        if (current === undefined) event.insert(next);
        else if (remove) event.remove(current);
        else event.modify(current, next);
        current = current !== undefined && remove ? undefined : next;
      }
      const changes = changesOf(event);
      await projectAll(changes);
      const once = await ofOrder(orderId);
      const duplicates = repeats.flatMap((index) => changes[index] ?? []);
      await projectAll([...duplicates, ...changes]);
      expect(await ofOrder(orderId)).toEqual(once);
      const standing = once.filter((item) => item['removed'] === undefined);
      const expected =
        current === undefined
          ? []
          : [{ customerId: current.customerId, status: current.status, version: current.version }];
      expect(standing).toMatchObject(expected);
      expect(standing).toHaveLength(expected.length);
    }),
    { numRuns: 15 },
  );
});

async function ofOrder(orderId: string) {
  return (await table.scan()).filter((item) => item['orderId'] === orderId);
}
