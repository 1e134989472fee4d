import type { StreamRecord } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { BatchTally } from '../observe/batch-tally.js';
import { Attempts } from './attempts.js';
import { answerBatch } from './batch-answer.js';
import type { ConsumerOptions } from './consumer-options.js';
import { type ConsumerSetup, setUpConsumer } from './consumer-setup.js';
import { type Deadline, watchDeadline } from './deadline.js';
import { HandlerError } from './errors.js';
import { handleRecord } from './handle-record.js';
import { inSequence } from './in-sequence.js';
import { laneKey } from './lane-key.js';
import { linkLanes } from './link-lanes.js';
import { runLanes } from './run-lanes.js';
import { throughHook } from './through-hook.js';

/** The function that Lambda calls. Its mapping must have `ReportBatchItemFailures`. */
export type StreamHandler = (
  event: DynamoDBStreamEvent,
  context: Context,
) => Promise<DynamoDBBatchResponse>;

/**
 * Makes the handler of a DynamoDB stream.
 *
 * Changes of one item are handled one after the other, items side by side. A failure that may pass
 * stops the batch: nothing above it is started, what runs is awaited, and Lambda delivers from the
 * lowest unfinished change again. One that cannot pass is parked whole, and the batch goes on. Before
 * the function's timeout it answers with what is unfinished. Types flow from the schema.
 *
 * @throws {HandlerError} `INVALID_OPTIONS` at once; the handler throws `NOT_A_STREAM_EVENT`.
 *
 * @example
 * export const handler = createConsumer({
 *   schema: v.object({ id: v.string(), stock: v.number() }),
 *   onModify: async ({ newImage, oldImage }, { signal }) => {
 *     if (newImage.stock === 0 && oldImage.stock > 0) await reorder(newImage.id, { signal });
 *   },
 *   park: createQueueParking({ queueUrl }),
 * });
 */
export function createConsumer<Schema extends StandardSchemaV1>(
  options: ConsumerOptions<Schema>,
): StreamHandler {
  const setup = setUpConsumer(options);
  const attempts = new Attempts();
  return async (event, context) => {
    const records = inSequence(requireRecords(event));
    const handle = () => handleBatch(records, context, setup, attempts);
    const around = options.around?.batch;
    if (around === undefined) return handle();
    const batch = { size: records.length, context };
    return throughHook('around.batch', (next) => around(batch, next), handle);
  };
}

async function handleBatch<Schema extends StandardSchemaV1>(
  records: readonly StreamRecord[],
  context: Context,
  setup: ConsumerSetup<Schema>,
  attempts: Attempts,
): Promise<DynamoDBBatchResponse> {
  const deadline = watchDeadline(context, setup.options.deadlineMargin);
  const tally = new BatchTally();
  tally.count('received', records.length);
  const origin = setup.options.origin ?? context.functionName ?? 'millrace';
  const invocation = { context, deadline, tally, attempts, origin };
  const run = runLanes(linkLanes(records.map(laneKey)), {
    concurrency: setup.concurrency,
    isOver: deadline.isReached,
    run: (position, batch) =>
      handleRecord({ record: recordAt(records, position), position, setup, invocation, batch }),
  });
  try {
    await Promise.race([run.settled, deadline.lastCall]);
  } finally {
    deadline.release();
  }
  const lowestUnfinished = run.lowestUnfinished();
  if (lowestUnfinished !== undefined) {
    tally.count('givenBack', records.length - lowestUnfinished);
    if (deadline.isReached()) {
      tally.count('deadlines');
      setup.logger.warn(describeDeadline(deadline), {
        finished: run.finishedCount(),
        running: run.runningCount(),
        received: records.length,
      });
    }
  }
  remember(records, lowestUnfinished ?? records.length, attempts);
  report(records, tally, setup);
  return answerBatch(records, lowestUnfinished);
}

// With a timeout within the margin nothing would ever be started, at no delivery.
function describeDeadline({ workMs }: Deadline): string {
  return workMs > 0
    ? 'deadline reached: the rest is given back'
    : 'no time to work: the timeout must be longer than deadlineMargin';
}

function requireRecords(event: DynamoDBStreamEvent): readonly StreamRecord[] {
  const records: unknown = event?.Records;
  if (Array.isArray(records) && records.every(isObject)) return records;
  throw new HandlerError(
    'NOT_A_STREAM_EVENT',
    'The event has no list of Records: invoke it from a DynamoDB stream',
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function recordAt(records: readonly StreamRecord[], position: number): StreamRecord {
  return records[position] ?? {};
}

function remember(
  records: readonly StreamRecord[],
  lowestUnfinished: number,
  attempts: Attempts,
): void {
  if (lowestUnfinished === records.length && attempts.isEmpty) return;
  for (const [position, { eventID }] of records.entries()) {
    if (eventID === undefined) continue;
    if (position < lowestUnfinished) attempts.finish(eventID);
    else attempts.giveBack(eventID);
  }
}

function report<Schema extends StandardSchemaV1>(
  records: readonly StreamRecord[],
  tally: BatchTally,
  { metrics, logger, now }: ConsumerSetup<Schema>,
): void {
  const createdAt = records[0]?.dynamodb?.ApproximateCreationDateTime;
  const age = typeof createdAt === 'number' ? now() - createdAt * 1000 : undefined;
  try {
    metrics(tally.toMetrics(age));
  } catch (error) {
    // What was done for the table's changes must not be done again for the sake of a metric.
    logger.error('metrics could not be written', { error });
  }
}
