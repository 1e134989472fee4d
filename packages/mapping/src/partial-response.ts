import type { BufferedRecord } from './buffered-record.js';

export type Report =
  /** The whole batch is done. */
  | { readonly kind: 'success' }
  /** Done up to, not including, the record at `index`. 0 fails the whole batch. */
  | { readonly kind: 'failed-from'; readonly index: number; readonly reason: string };

type Compare = (a: string, b: string) => number;

/**
 * Reads the answer of a function whose mapping has `ReportBatchItemFailures`.
 *
 * Recorded: `[]`, `null`, `{}`, an empty text, an empty or null `batchItemFailures` are success; an
 * identifier that is unknown, empty, null or missing fails the whole batch. The lowest sequence
 * number, compared as a number, is where the batch goes on.
 */
export function readReport(
  payload: string,
  records: readonly BufferedRecord[],
  compare: Compare,
): Report {
  const failures = batchItemFailures(payload);
  if (failures === undefined) {
    return whole('the answer is not a report of batch item failures');
  }
  if (failures.length === 0) return { kind: 'success' };
  const indexes = new Map(
    records.map(({ record }, index) => [record.dynamodb.SequenceNumber, index]),
  );
  let lowest: string | undefined;
  for (const failure of failures) {
    const identifier = itemIdentifier(failure);
    if (identifier === undefined || !indexes.has(identifier)) {
      return whole(`the report names ${JSON.stringify(failure)}, which is not in the batch`);
    }
    if (lowest === undefined || compare(identifier, lowest) < 0) lowest = identifier;
  }
  const index = indexes.get(lowest ?? '') ?? 0;
  return { kind: 'failed-from', index, reason: `the report begins with ${lowest}` };
}

function whole(reason: string): Report {
  return { kind: 'failed-from', index: 0, reason };
}

/** The list of failures; undefined when the answer is no report at all. */
function batchItemFailures(payload: string): readonly unknown[] | undefined {
  if (payload === '') return [];
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (answer === null || answer === '') return [];
  if (Array.isArray(answer)) return answer.length === 0 ? [] : undefined;
  if (typeof answer !== 'object') return undefined;
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  return Array.isArray(failures) ? failures : undefined;
}

function itemIdentifier(failure: unknown): string | undefined {
  if (typeof failure !== 'object' || failure === null) return undefined;
  const { itemIdentifier } = failure as { itemIdentifier?: unknown };
  return typeof itemIdentifier === 'string' && itemIdentifier !== '' ? itemIdentifier : undefined;
}
