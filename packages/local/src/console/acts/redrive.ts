import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { compileFilterCriteria } from '@millrace/filters';
import { type StreamRecord, StreamSourceError } from '@millrace/mapping';
import type { Cloud } from '../../cloud/cloud.js';
import { parseFunctionReference } from '../../lambda/function-reference.js';
import type { Queue } from '../../queue/queue.js';
import type { ActionResult } from '../contract.js';
import { type FailureBatch, readFailure } from '../failure-message.js';
import { RefusalError } from '../refusal-error.js';
import { readBatch } from './read-batch.js';

interface RedriveParts {
  readonly cloud: Pick<Cloud, 'queues' | 'functions' | 'mappings'>;
  readonly streams: DynamoDBStreamsClient;
}

/** The message is hidden from other readers while its batch runs, as a timeout of Lambda allows. */
const HIDDEN_SECONDS = 900;

function findQueue(queues: Cloud['queues'], queueUrl: string): Queue {
  const queue = queues.find(queueUrl.split('/').at(-1) ?? '');
  if (queue !== undefined) return queue;
  throw new RefusalError(404, 'NO_SUCH_QUEUE', `There is no queue ${queueUrl}.`);
}

/** Takes one message out for as long as its batch runs; the others are given back at once. */
async function takeMessage(queue: Queue, messageId: string): Promise<string> {
  const others: string[] = [];
  try {
    for (;;) {
      const received = await queue.receive(10, 0, HIDDEN_SECONDS);
      if (received.length === 0) break;
      const wanted = received.find(({ message }) => message.messageId === messageId);
      others.push(
        ...received.filter((each) => each !== wanted).map(({ receiptHandle }) => receiptHandle),
      );
      if (wanted !== undefined) return wanted.receiptHandle;
    }
  } finally {
    for (const receiptHandle of others) queue.changeVisibility(receiptHandle, 0);
  }
  throw new RefusalError(
    409,
    'MESSAGE_TAKEN',
    'Another reader holds this message, or it is gone. Try again when it is back in the queue.',
  );
}

function filterOf({ cloud }: RedriveParts, batch: FailureBatch) {
  const mapping = cloud.mappings
    .list()
    .find(
      ({ definition, functionArn }) =>
        definition.eventSourceArn === batch.streamArn && functionArn === batch.functionArn,
    );
  const Filters = mapping?.definition.settings.filterCriteria?.Filters ?? [];
  if (Filters.length === 0) return () => true;
  const criteria = compileFilterCriteria({ Filters: [...Filters] });
  return (record: StreamRecord) => criteria.matches(record);
}

/** Records that the function says it could not do. */
function unfinished(payload: string): number {
  try {
    const answer: unknown = JSON.parse(payload === '' ? 'null' : payload);
    const failures =
      typeof answer === 'object' && answer !== null && 'batchItemFailures' in answer
        ? answer.batchItemFailures
        : [];
    return Array.isArray(failures) ? failures.length : 0;
  } catch {
    // An answer that is no JSON reports nothing, as for the mapping.
    return 0;
  }
}

const trimmed = () =>
  new RefusalError(
    409,
    'RECORDS_TRIMMED',
    'The stream no longer has these records: they are older than its 24 hours, or it is gone with its table.',
  );

async function recordsOf(
  batch: FailureBatch,
  { streams }: RedriveParts,
): Promise<readonly StreamRecord[]> {
  try {
    return await readBatch(batch, streams);
  } catch (error) {
    if (!(error instanceof StreamSourceError)) throw error;
    if (error.reason === 'trimmed' || error.reason === 'not-found') throw trimmed();
    throw new RefusalError(
      409,
      'STREAM_REFUSED',
      `The batch stays in the queue, since its records cannot be read: ${error.message}`,
    );
  }
}

async function runBatch(
  { cloud }: RedriveParts,
  batch: FailureBatch,
  records: readonly StreamRecord[],
) {
  const { functionError, payload } = await cloud.functions.invoke(
    parseFunctionReference(batch.functionArn),
    JSON.stringify({ Records: records }),
  );
  const left = unfinished(payload);
  if (functionError === undefined && left === 0) return;
  const reason = functionError === undefined ? `${left} of them failed again` : 'the call failed';
  throw new RefusalError(
    409,
    'FAILED_AGAIN',
    `The batch stays in the queue: ${reason}. Heal the function first, then redrive it again.`,
  );
}

/**
 * Runs a batch again that a mapping gave up, and deletes its message when all of it is done.
 * @throws RefusalError when there is nothing to run, or it failed again; the message is back then.
 */
export async function redrive(
  parts: RedriveParts,
  queueUrl: string,
  messageId: string,
): Promise<ActionResult> {
  const queue = findQueue(parts.cloud.queues, queueUrl);
  const message = queue.peek().find((each) => each.messageId === messageId);
  const batch = message === undefined ? undefined : readFailure(message);
  if (batch === undefined) {
    throw new RefusalError(
      404,
      'NO_SUCH_FAILURE',
      'This message is gone, or it is not the failure record of a mapping.',
    );
  }
  const receiptHandle = await takeMessage(queue, messageId);
  try {
    const wanted = filterOf(parts, batch);
    const records = (await recordsOf(batch, parts)).filter(wanted);
    if (records.length === 0) throw trimmed();
    await runBatch(parts, batch, records);
    queue.delete(receiptHandle);
    const done = records.length === 1 ? 'The record is' : `All ${records.length} records are`;
    return { message: `${done} handled; the message is deleted.` };
  } catch (error) {
    queue.changeVisibility(receiptHandle, 0);
    throw error;
  }
}
