import { compareSequenceNumbers, isSequenceNumber, type StreamRecord } from '@millrace/shared';

/**
 * Gives the records in the order of their sequence numbers. Lambda delivers them so, and then this
 * is only a look; a batch that was put together by hand is sorted. When a record has no sequence
 * number the delivered order is all there is to go by.
 */
export function inSequence(records: readonly StreamRecord[]): readonly StreamRecord[] {
  const numbers: string[] = [];
  for (const record of records) {
    const number = record?.dynamodb?.SequenceNumber;
    if (!isSequenceNumber(number)) return records;
    numbers.push(number);
  }
  const isSorted = numbers.every(
    (number, i) => i === 0 || compareSequenceNumbers(numbers[i - 1] ?? '0', number) <= 0,
  );
  if (isSorted) return records;
  return records.toSorted((a, b) =>
    compareSequenceNumbers(a.dynamodb?.SequenceNumber ?? '0', b.dynamodb?.SequenceNumber ?? '0'),
  );
}
