import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { isSynchronous } from '../src/consumer/is-synchronous.js';
import { invoke, streamEvent } from '../src/index.js';
import {
  consumerOf,
  type Item,
  type ItemSchema,
  item,
  schema,
  succeeded,
} from './support/consumer-of.js';

describe('eager validation', () => {
  /** A schema that counts what it was asked, and promises its answer where `isPromised` says so. */
  function countingSchema(vendor: string, isPromised: (value: Item) => boolean = () => false) {
    const asked: unknown[] = [];
    const validate = (value: unknown) => {
      asked.push(value);
      const result = { value: value as Item };
      return isPromised(result.value) ? Promise.resolve(result) : result;
    };
    const counting: ItemSchema = { '~standard': { version: 1, vendor, validate } };
    return { counting, asked };
  }
  const event = streamEvent().modify(item('a', 1), item('a', 2));

  test('checks an old image only when a reaction reads it, and once, where a schema never waits', async () => {
    const { counting, asked } = countingSchema('arktype');
    const askedBefore: number[] = [];
    const { handler } = consumerOf(
      {
        onModify: (change) => {
          askedBefore.push(asked.length);
          expect(change.oldImage).toBe(change.oldImage);
        },
      },
      counting,
    );
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(askedBefore).toEqual([1]);
    expect(asked).toEqual([item('a', 2), item('a', 1)]);
  });

  test.each([
    ['valibot says of its schemas', schema, true],
    [
      'valibot says of those to be awaited',
      v.objectAsync({ id: v.string(), n: v.number() }),
      false,
    ],
    ['arktype never waits', countingSchema('arktype').counting, true],
    ['zod does not tell', countingSchema('zod').counting, false],
  ])('knows what never waits: %s', (_, given, never) => {
    expect(isSynchronous(given)).toBe(never);
  });

  test('awaits a promise of another realm, which is no instance of Promise here', async () => {
    const promise: (result: object) => Promise<never> = runInNewContext(
      '(result) => Promise.resolve(result)',
    );
    const foreign: ItemSchema = {
      '~standard': { version: 1, vendor: 'own', validate: (value) => promise({ value }) },
    };
    const seen: Item[] = [];
    const { handler } = consumerOf({ onModify: ({ newImage }) => seen.push(newImage) }, foreign);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(seen).toEqual([item('a', 2)]);
  });

  test('awaits an old image that is promised although the new one was not', async () => {
    const { counting } = countingSchema('zod', ({ n }) => n === 1);
    const seen: Item[] = [];
    const { handler } = consumerOf({ onModify: ({ oldImage }) => seen.push(oldImage) }, counting);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(seen).toEqual([item('a', 1)]);
  });
});

describe('lazy validation', () => {
  test('reads an image only when the reaction does, and then parks a misfit', async () => {
    const { handler, parked } = consumerOf({
      validation: 'lazy',
      onInsert: (change) => change.keys['id'] === 'a' || change.newImage,
    });
    const event = streamEvent().insert({ id: 'a', n: 'x' }).insert({ id: 'b', n: 'x' });
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(parked).toHaveLength(1);
  });
});
