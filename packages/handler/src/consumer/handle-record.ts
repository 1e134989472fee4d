import { type Change, kindOf, type StreamRecord } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ChangeContext } from './change-context.js';
import type { ConsumerOptions, InferItem } from './consumer-options.js';
import type { ConsumerSetup } from './consumer-setup.js';
import { dispatch, hasReaction } from './dispatch.js';
import type { Invocation } from './invocation.js';
import { isPermanent } from './is-permanent.js';
import { isThenable } from './is-thenable.js';
import { isOwnWrite } from './origin.js';
import type { ReactionContext } from './reaction.js';
import type { RunningBatch } from './run-lanes.js';
import { settleFailure } from './settle-failure.js';
import { throughHook } from './through-hook.js';

/** One record on its way through a consumer. */
interface Handling<Schema extends StandardSchemaV1> {
  readonly record: StreamRecord;
  readonly position: number;
  readonly setup: ConsumerSetup<Schema>;
  readonly invocation: Invocation;
  readonly batch: RunningBatch;
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
  const attempt = invocation.attempts.of(change.eventId);
  const context = new ChangeContext(change, invocation, attempt, setup);
  const reacting = callReaction(change, setup.options, context);
  return isThenable(reacting)
    ? awaitReaction(reacting, context, handling)
    : countHandled(context, invocation);
}

function callReaction<Schema extends StandardSchemaV1>(
  change: Change<InferItem<Schema>>,
  options: ConsumerOptions<Schema>,
  context: ReactionContext,
): unknown {
  const around = options.around?.change;
  if (around === undefined) return dispatch(change, options, context);
  return throughHook(
    'around.change',
    (next) => around(change, context, next),
    async () => {
      await dispatch(change, options, context);
    },
  );
}

async function reactLater<Schema extends StandardSchemaV1>(
  reading: Promise<Change<InferItem<Schema>>>,
  handling: Handling<Schema>,
): Promise<boolean> {
  const { batch, position } = handling;
  try {
    const change = await reading;
    return batch.isCalledOff(position) ? false : await react(change, handling);
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
  { record, position, setup, invocation, batch }: Handling<Schema>,
): Promise<boolean> {
  if (!isPermanent(error)) batch.fail(position);
  return settleFailure(record, error, setup, invocation);
}
