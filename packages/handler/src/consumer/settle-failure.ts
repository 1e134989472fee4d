import type { StreamRecord } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { bindLogger, type Logger } from '../observe/logger.js';
import type { Redactor } from '../observe/redact.js';
import { describeError } from '../parking/describe-error.js';
import type { Park, ParkedRecord } from '../parking/parked-record.js';
import type { ConsumerSetup } from './consumer-setup.js';
import type { Invocation } from './invocation.js';
import { isPermanent, type PermanentFailure } from './is-permanent.js';

/**
 * Decides what becomes of a record whose reaction failed. True: it was set aside and the batch goes
 * on. False: it must be delivered again. Nothing is ever dropped: what cannot be parked is retried.
 */
export async function settleFailure<Schema extends StandardSchemaV1>(
  record: StreamRecord,
  error: unknown,
  { options, logger, redactor, now }: ConsumerSetup<Schema>,
  invocation: Invocation,
): Promise<boolean> {
  const { deadline, tally } = invocation;
  const attempt = invocation.attempts.of(record.eventID);
  const log = bindLogger(logger, { ...nameRecord(record, redactor), attempt });
  if (!isPermanent(error)) {
    if (deadline.signal.aborted) {
      log.warn('change given back: the deadline came first', { error });
      return false;
    }
    log.error('change failed', { error });
  } else if (options.park === undefined) {
    log.error('change can never succeed: set park to set it aside', { error });
  } else {
    const parked = describeParked(record, error, now(), attempt, invocation);
    if (await parkRecord(options.park, parked, deadline.signal, log)) {
      log.warn('change parked', { error });
      tally.count('parked');
      return true;
    }
  }
  tally.count('failed');
  return false;
}

async function parkRecord(
  park: Park,
  parked: ParkedRecord,
  signal: AbortSignal,
  log: Logger,
): Promise<boolean> {
  try {
    await park(parked, signal);
    return true;
  } catch (error) {
    log.error('change could not be parked', { error });
    return false;
  }
}

function describeParked(
  record: StreamRecord,
  error: PermanentFailure,
  now: number,
  attempt: number,
  { context }: Invocation,
): ParkedRecord {
  return {
    version: '1',
    record,
    error: describeError(error),
    parkedAt: new Date(now).toISOString(),
    where: {
      functionName: context.functionName,
      functionVersion: context.functionVersion,
      requestId: context.awsRequestId,
      logStreamName: context.logStreamName,
      attempt,
    },
  };
}

// A record that fails may be one that does not decode, so its keys are named as they stand.
function nameRecord(record: StreamRecord, redactor: Redactor): Readonly<Record<string, unknown>> {
  const { Keys: keys, SequenceNumber: sequenceNumber } = record.dynamodb ?? {};
  return { eventId: record.eventID, keys: redactor.item(plainKeys(keys)), sequenceNumber };
}

function plainKeys(keys: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(Object(keys));
  return Object.fromEntries(
    entries.map(([name, typed]) => [name, Object.values(Object(typed))[0]]),
  );
}
