import type { StoredMessage } from '../queue/message.js';
import type { FailureState } from './contract.js';

const isSequence = (text: string | undefined) => text !== undefined && /^\d{1,40}$/.test(text);

/** What a failure record says of the batch that was given up. */
export interface FailureBatch extends FailureState {
  readonly streamArn: string;
  readonly functionArn: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const member = (value: unknown, name: string): unknown =>
  isObject(value) ? value[name] : undefined;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Anyone may put anything into a queue; what is no failure record is only counted.
    return undefined;
  }
}

/** Reads a message as the failure record of a mapping; undefined when it is anything else. */
export function readFailure({ messageId, body, sentAt }: StoredMessage): FailureBatch | undefined {
  const document = parse(body);
  const context = member(document, 'requestContext');
  const batch = member(document, 'DDBStreamBatchInfo');
  const text = (from: unknown, name: string) => {
    const value = member(from, name);
    return typeof value === 'string' ? value : undefined;
  };
  const count = (from: unknown, name: string) => {
    const value = member(from, name);
    return typeof value === 'number' ? value : 0;
  };
  const shardId = text(batch, 'shardId');
  const streamArn = text(batch, 'streamArn');
  const firstSequence = text(batch, 'startSequenceNumber');
  const lastSequence = text(batch, 'endSequenceNumber');
  const functionArn = text(context, 'functionArn');
  const parts = [shardId, streamArn, firstSequence, lastSequence, functionArn];
  if (
    shardId === undefined ||
    streamArn === undefined ||
    firstSequence === undefined ||
    lastSequence === undefined ||
    functionArn === undefined ||
    parts.includes('') ||
    !isSequence(firstSequence) ||
    !isSequence(lastSequence)
  ) {
    return undefined;
  }
  return {
    messageId,
    at: sentAt,
    condition: text(context, 'condition') ?? '',
    shardId,
    firstSequence,
    lastSequence,
    records: count(batch, 'batchSize'),
    attempts: count(context, 'approximateInvokeCount'),
    streamArn,
    functionArn,
  };
}
