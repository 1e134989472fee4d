import type { BufferedRecord } from './buffered-record.js';
import type { RecordSpan } from './record-span.js';
import type { DiscardCondition, FailureDocument, InvokeResult } from './seams.js';

export interface Discarded {
  readonly records: readonly BufferedRecord[];
  /** What the document names: the records, or those whose result the last call of a window held. */
  readonly span: RecordSpan;
  readonly condition: DiscardCondition;
  /** Calls of the function with this batch. */
  readonly calls: number;
  /** The last call's answer, when there was one. */
  readonly result: InvokeResult | undefined;
}

/**
 * The document that names a discarded batch, its keys in the recorded order.
 *
 * Recorded: `functionError` is null when the function returned and its report failed the batch; a
 * batch given up for its age has no `responseContext`, and counts at least one call.
 */
export function failureDocument(
  discarded: Discarded,
  context: {
    readonly shardId: string;
    readonly streamArn: string;
    readonly functionArn: string;
    readonly now: number;
    readonly newRequestId: () => string;
  },
): FailureDocument {
  const { span, condition, calls, result } = discarded;
  const response = condition === 'RetryAttemptsExhausted' ? responseContext(result) : undefined;
  return {
    requestContext: {
      requestId: result?.requestId ?? context.newRequestId(),
      functionArn: context.functionArn,
      condition,
      approximateInvokeCount: Math.max(1, calls),
    },
    ...(response === undefined ? {} : { responseContext: response }),
    version: '1.0',
    timestamp: new Date(context.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: context.shardId,
      startSequenceNumber: span.first.sequenceNumber,
      endSequenceNumber: span.last.sequenceNumber,
      approximateArrivalOfFirstRecord: wholeSeconds(span.first.createdAt),
      approximateArrivalOfLastRecord: wholeSeconds(span.last.createdAt),
      batchSize: span.count,
      streamArn: context.streamArn,
    },
  };
}

function responseContext(result: InvokeResult | undefined): FailureDocument['responseContext'] {
  if (result?.kind !== 'success' && result?.kind !== 'function-error') return undefined;
  return {
    statusCode: result.statusCode,
    executedVersion: result.executedVersion,
    functionError: result.kind === 'function-error' ? result.functionError : null,
  };
}

function wholeSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
