import {
  type Change,
  type ChangeKind,
  decodeRecord,
  kindOf,
  type StreamRecord,
} from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ChangeContext } from './change-context.js';
import type { ConsumerOptions, InferItem } from './consumer-options.js';
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
  const { deadline, tally, attempts } = invocation;
  const { options, logger } = setup;
  try {
    const kind = kindOf(record);
    tally.countKind(kind);
    const origin = options.origin ?? invocation.context.functionName ?? 'millrace';
    const idle = reasonForNothing(record, kind, options, origin);
    if (idle !== undefined) {
      tally.count(idle);
      return true;
    }
    const reading = readChange(record, setup);
    // Without an await where there is nothing to wait for: no time passes before the reaction.
    const change = reading instanceof Promise ? await reading : reading;
    const attempt = attempts.of(change.eventId);
    const context = new ChangeContext(change, deadline, attempt, origin, logger);
    const around = options.around?.change;
    await (around === undefined
      ? dispatch(change, options, context)
      : around(change, context, async () => {
          await dispatch(change, options, context);
        }));
    tally.count(context.isRepeated ? 'repeated' : 'handled');
    return true;
  } catch (error) {
    if (!isPermanent(error)) fail();
    return settleFailure(record, error, setup, invocation);
  }
}

function reasonForNothing<Schema extends StandardSchemaV1>(
  record: StreamRecord,
  kind: ChangeKind,
  options: ConsumerOptions<Schema>,
  origin: string,
): 'ignored' | 'looped' | undefined {
  if (!hasReaction(kind, options)) return 'ignored';
  return isOwnWrite(record, origin) ? 'looped' : undefined;
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
