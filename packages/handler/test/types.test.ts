import { describe, test } from '@jest/globals';
import { type Order, orderSchema } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { expectTypeOf } from 'expect-type';
import * as v from 'valibot';
import {
  type Change,
  createConsumer,
  type createQueueParking,
  type Expire,
  type Insert,
  type Keys,
  type Modify,
  type Reaction,
  type ReactionContext,
  type Remove,
  streamEvent,
} from '../src/index.js';
import type { Logger } from '../src/observe/logger.js';

// Checked by the compiler; running it only proves that nothing in it throws.
describe('the types of a consumer', () => {
  test('are those of a handler that Lambda calls', () => {
    const handler = createConsumer({ schema: orderSchema, onInsert: () => undefined });
    expectTypeOf(handler).parameters.toEqualTypeOf<[DynamoDBStreamEvent, Context]>();
    expectTypeOf(handler).returns.resolves.toEqualTypeOf<DynamoDBBatchResponse>();
  });

  test('flow from the schema to each reaction', () => {
    createConsumer({
      schema: orderSchema,
      onInsert: (change, context) => {
        expectTypeOf(change.kind).toEqualTypeOf<'insert'>();
        expectTypeOf(change.newImage).toEqualTypeOf<Order>();
        expectTypeOf(change).not.toHaveProperty('oldImage');
        expectTypeOf(context).toEqualTypeOf<ReactionContext>();
        expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
        expectTypeOf(context.logger).toEqualTypeOf<Logger>();
        expectTypeOf(context.remainingMs).toEqualTypeOf<number>();
      },
      onModify: (change) => {
        expectTypeOf(change.newImage).toEqualTypeOf<Order>();
        expectTypeOf(change.oldImage).toEqualTypeOf<Order>();
      },
      onRemove: (change) => {
        expectTypeOf(change.oldImage).toEqualTypeOf<Order>();
        expectTypeOf(change).not.toHaveProperty('newImage');
      },
      onExpire: (change) => {
        expectTypeOf(change.kind).toEqualTypeOf<'expire'>();
        expectTypeOf(change).not.toHaveProperty('newImage');
      },
    });
  });

  test('are those of what the schema gives, not of what it takes', () => {
    const schema = v.object({ id: v.string(), n: v.pipe(v.string(), v.transform(Number)) });
    createConsumer({
      schema,
      onInsert: ({ newImage }) => expectTypeOf(newImage).toEqualTypeOf<{ id: string; n: number }>(),
    });
  });

  test('take the schema of any library', () => {
    const schema: StandardSchemaV1<unknown, { readonly id: string }> = {
      '~standard': { version: 1, vendor: 'own', validate: () => ({ value: { id: 'a' } }) },
    };
    createConsumer({ schema, onRemove: ({ oldImage }) => expectTypeOf(oldImage.id).toBeString() });
  });

  test('take a reaction to every kind where only some are asked for', () => {
    const note: Reaction<{ readonly kind: string; readonly eventId: string }> = ({ eventId }) =>
      eventId;
    createConsumer({ schema: orderSchema, onInsert: note, onExpire: note });
  });

  test('tell the kinds of a change apart, for a reaction that takes them all', () => {
    type Item = { readonly id: string };
    const seen: Reaction<Change<Item>> = (change) => {
      expectTypeOf(change.keys).toEqualTypeOf<Keys>();
      expectTypeOf(change).not.toHaveProperty('newImage');
      switch (change.kind) {
        case 'insert':
          expectTypeOf(change).toEqualTypeOf<Insert<Item>>();
          break;
        case 'modify':
          expectTypeOf(change).toEqualTypeOf<Modify<Item>>();
          break;
        case 'remove':
          expectTypeOf(change).toEqualTypeOf<Remove<Item>>();
          break;
        default:
          expectTypeOf(change).toEqualTypeOf<Expire<Item>>();
      }
    };
    createConsumer({ schema: v.object({ id: v.string() }), onInsert: seen, onExpire: seen });
  });

  test('take a variable of the environment for the parking queue, set or not', () => {
    expectTypeOf<string | undefined>().toExtend<
      Parameters<typeof createQueueParking>[0]['queueUrl']
    >();
  });

  test('refuse misuse', () => {
    const misuses = (): void => {
      createConsumer({
        schema: orderSchema,
        // @ts-expect-error an insert has no old image
        onInsert: ({ oldImage }) => oldImage,
      });
      createConsumer({
        schema: orderSchema,
        // @ts-expect-error a removal has no new image
        onRemove: (change) => change.newImage,
      });
      createConsumer({
        schema: orderSchema,
        // @ts-expect-error an order has no such attribute
        onModify: ({ newImage }) => newImage.colour,
      });
      createConsumer({
        schema: orderSchema,
        onInsert: () => undefined,
        // @ts-expect-error a hook around a batch gives what next gives
        around: { batch: async (_batch, next) => void (await next()) },
      });
      // @ts-expect-error the schema is what everything comes from
      createConsumer({ onInsert: () => undefined });
      // @ts-expect-error a function that gives a schema is no schema
      createConsumer({ schema: () => orderSchema, onInsert: () => undefined });
      // @ts-expect-error there is no such kind of change
      createConsumer({ schema: orderSchema, onUpdate: () => undefined });
      // @ts-expect-error two ways of validating
      createConsumer({ schema: orderSchema, onInsert: () => undefined, validation: 'never' });
      // @ts-expect-error a modification has a before and an after
      streamEvent().modify({ id: 'a' });
    };
    expectTypeOf(misuses).toBeFunction();
  });
});
