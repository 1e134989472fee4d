import { describe, expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import * as v from 'valibot';
import { z } from 'zod';
import { createConsumer, invoke, streamEvent } from '../src/index.js';
import { consumerOf, type Item, item, succeeded } from './support/consumer-of.js';
import { recordingObservers } from './support/silent.js';

// The libraries themselves, since what a consumer relies on is how they keep the Standard Schema. (Arktype
// is not among them: it has no CommonJS build, which is what these tests load.)
const schemas = [
  ['zod', z.object({ id: z.string(), n: z.number() })],
  ['valibot', v.object({ id: v.string(), n: v.number() })],
] as const;

describe.each(schemas)('a schema of %s', (_, schema) => {
  test('gives its items to the reaction', async () => {
    const seen: Item[] = [];
    const { handler, parked } = consumerOf(
      { onModify: ({ oldImage, newImage }) => seen.push(oldImage, newImage) },
      schema,
    );
    const event = streamEvent().modify(item('a', 1), item('a', 2));
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(parked).toEqual([]);
    expect(seen).toEqual([item('a', 1), item('a', 2)]);
  });

  test('names the field of what does not fit, and the record is parked', async () => {
    const { handler, parked } = consumerOf({ onInsert: () => undefined }, schema);
    const event = streamEvent().insert({ id: 'a', n: 'many' });
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(parked).toMatchObject([
      { error: { code: 'INVALID_ITEM', field: 'dynamodb.NewImage.n' } },
    ]);
  });

  test('is read lazily where that is asked for', async () => {
    const seen: Item[] = [];
    const { handler } = consumerOf(
      { validation: 'lazy', onInsert: ({ newImage }) => seen.push(newImage) },
      schema,
    );
    await invoke(handler, streamEvent().insert(item('a', 1)));
    expect(seen).toEqual([item('a', 1)]);
  });
});

test('a schema of zod that has to wait for some items only is awaited where it does', async () => {
  const schema = z.object({ id: z.string(), n: z.number() }).refine(({ n }) => {
    return n < 10 || Promise.resolve(n < 100);
  });
  const seen: number[] = [];
  const { handler, parked } = consumerOf(
    { onModify: ({ oldImage, newImage }) => seen.push(oldImage.n, newImage.n) },
    schema,
  );
  const event = streamEvent();
  event.modify(item('a', 1), item('a', 2)).modify(item('a', 2), item('a', 20));
  event.modify(item('a', 20), item('a', 3)).modify(item('a', 3), item('a', 200));
  expect(await invoke(handler, event)).toEqual(succeeded);
  expect(seen).toEqual([1, 2, 2, 20, 20, 3]);
  expect(parked).toHaveLength(1);
});

test('types flow from zod, too', () => {
  const { observers } = recordingObservers();
  createConsumer({
    schema: z.object({ id: z.string(), n: z.coerce.number().optional() }),
    onInsert: ({ newImage }) =>
      expectTypeOf(newImage).toEqualTypeOf<{ id: string; n?: number | undefined }>(),
    ...observers,
  });
});
