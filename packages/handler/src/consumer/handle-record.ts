import { type Change, decodeRecord, kindOf, type StreamRecord } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ChangeContext } from './change-context.js';
import type { InferItem } from './consumer-options.js';
import type { ConsumerSetup } from './consumer-setup.js';
import { dispatch, hasReaction } from './dispatch.js';
import type { Invocation } from './invocation.js';
import { isPermanent } from './is-permanent.js';
import { isOwnWrite } from './origin.js';
import { readImages, readImagesLazily } from './read-images.js';
import { settleFailure } from './settle-failure.js';

/**
 * Takes one record from its JSON to the end of its reaction, or of its failure. True: it is done
 * with. False: it must be delivered again, which `fail` tells as early as it is known.
 */
export async function handleRecord<Schema extends StandardSchemaV1>(
  record: StreamRecord,
  setup: ConsumerSetup<Schema>,
  invocation: Invocation,
  fail: () => void,
): Promise<boolean> {
  try {
    await react(record, setup, invocation);
    return true;
  } catch (error) {
    if (!isPermanent(error)) fail();
    return await settleFailure(record, error, setup, invocation);
  }
}

async function react<Schema extends StandardSchemaV1>(
  record: StreamRecord,
  setup: ConsumerSetup<Schema>,
  { context, deadline, tally, attempts }: Invocation,
): Promise<void> {
  const { options, logger } = setup;
  const kind = kindOf(record);
  tally.countKind(kind);
  if (!hasReaction(kind, options)) return tally.count('ignored');
  const origin = options.origin ?? context.functionName ?? 'millrace';
  if (isOwnWrite(record, origin)) return tally.count('looped');
  const reading = readChange(record, setup);
  const change = reading instanceof Promise ? await reading : reading;
  const attempt = attempts.of(change.eventId);
  const reactionContext = new ChangeContext(change, deadline, attempt, origin, logger);
  const around = options.around?.change;
  if (around === undefined) {
    await dispatch(change, options, reactionContext);
  } else {
    await around(change, reactionContext, async () => {
      await dispatch(change, options, reactionContext);
    });
  }
  tally.count(reactionContext.isRepeated ? 'repeated' : 'handled');
}

function readChange<Schema extends StandardSchemaV1>(
  record: StreamRecord,
  { options, redact }: ConsumerSetup<Schema>,
): Change<InferItem<Schema>> | Promise<Change<InferItem<Schema>>> {
  const change = decodeRecord(record);
  return options.validation === 'lazy'
    ? readImagesLazily(change, options.schema, redact)
    : readImages(change, options.schema, redact);
}
