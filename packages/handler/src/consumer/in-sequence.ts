import { compareSequenceNumbers, isSequenceNumber, type StreamRecord } from '@millrace/shared';

/**
 * Gives the records in the order of their sequence numbers. Lambda delivers them so, and then this
 * is only a look; a batch that was put together by hand is sorted. When a record has no sequence
 * number the delivered order is all there is to go by.
 */
export function inSequence(records: readonly StreamRecord[]): readonly StreamRecord[] {
  let previous = '';
  let isSorted = true;
  for (const record of records) {
    const number = record.dynamodb?.SequenceNumber;
    if (!isSequenceNumber(number)) return records;
    isSorted &&= isInOrder(previous, number);
    previous = number;
  }
  if (isSorted) return records;
  return records.toSorted((a, b) =>
    compareSequenceNumbers(a.dynamodb?.SequenceNumber ?? '0', b.dynamodb?.SequenceNumber ?? '0'),
  );
}

// Digits of one length compare as text, which spares nearly every batch the checks of a comparison.
function isInOrder(previous: string, number: string): boolean {
  if (previous === '') return true;
  if (previous.length === number.length) return previous <= number;
  return compareSequenceNumbers(previous, number) <= 0;
}
