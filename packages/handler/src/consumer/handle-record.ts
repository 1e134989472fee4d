import { type Change, kindOf, type StreamRecord } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ChangeContext } from './change-context.js';
import type { InferItem } from './consumer-options.js';
import type { ConsumerSetup } from './consumer-setup.js';
import { dispatch, hasReaction } from './dispatch.js';
import type { Invocation } from './invocation.js';
import { isPermanent } from './is-permanent.js';
import { isOwnWrite } from './origin.js';
import { settleFailure } from './settle-failure.js';

/** One record on its way through a consumer. */
interface Handling<Schema extends StandardSchemaV1> {
  readonly record: StreamRecord;
  readonly setup: ConsumerSetup<Schema>;
  readonly invocation: Invocation;
  /** Tells that it must be delivered again, as early as that is known. */
  readonly fail: () => void;
}

/**
 * Takes one record from its JSON to the end of its reaction, or of its failure. True: it is done
 * with. False: it must be delivered again. A promise is made only where something is waited for: no
 * time passes before the reaction, and one that awaits nothing ends at once.
 */
export function handleRecord<Schema extends StandardSchemaV1>(
  handling: Handling<Schema>,
): boolean | Promise<boolean> {
  const { record, setup, invocation } = handling;
  try {
    const kind = kindOf(record);
    invocation.tally.countKind(kind);
    if (!hasReaction(kind, setup.options)) return leave('ignored', invocation);
    if (isOwnWrite(record, invocation.origin)) return leave('looped', invocation);
    const reading = setup.readChange(record);
    return reading instanceof Promise ? reactLater(reading, handling) : react(reading, handling);
  } catch (error) {
    return settle(error, handling);
  }
}

function leave(why: 'ignored' | 'looped', { tally }: Invocation): true {
  tally.count(why);
  return true;
}

function react<Schema extends StandardSchemaV1>(
  change: Change<InferItem<Schema>>,
  handling: Handling<Schema>,
): boolean | Promise<boolean> {
  const { setup, invocation } = handling;
  const { options } = setup;
  const attempt = invocation.attempts.of(change.eventId);
  const context = new ChangeContext(change, invocation, attempt, setup.logger);
  const around = options.around?.change;
  const reacting =
    around === undefined
      ? dispatch(change, options, context)
      : around(change, context, async () => {
          await dispatch(change, options, context);
        });
  return isThenable(reacting)
    ? awaitReaction(reacting, context, handling)
    : countHandled(context, invocation);
}

async function reactLater<Schema extends StandardSchemaV1>(
  reading: Promise<Change<InferItem<Schema>>>,
  handling: Handling<Schema>,
): Promise<boolean> {
  try {
    return await react(await reading, handling);
  } catch (error) {
    return settle(error, handling);
  }
}

async function awaitReaction<Schema extends StandardSchemaV1>(
  reacting: PromiseLike<unknown>,
  context: ChangeContext,
  handling: Handling<Schema>,
): Promise<boolean> {
  try {
    await reacting;
    return countHandled(context, handling.invocation);
  } catch (error) {
    return settle(error, handling);
  }
}

function countHandled({ isRepeated }: ChangeContext, { tally }: Invocation): true {
  tally.count(isRepeated ? 'repeated' : 'handled');
  return true;
}

function settle<Schema extends StandardSchemaV1>(
  error: unknown,
  { record, setup, invocation, fail }: Handling<Schema>,
): Promise<boolean> {
  if (!isPermanent(error)) fail();
  return settleFailure(record, error, setup, invocation);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
