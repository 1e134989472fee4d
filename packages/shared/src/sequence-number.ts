import { RecordError } from './errors.js';

const DECIMAL = /^\d+$/;

/**
 * Compares two sequence numbers of one shard as integers: negative when `a` was written first,
 * zero when they are the same, positive when `b` was written first.
 *
 * They are decimal text of 21 to 40 digits (DynamoDB Streams model), so neither text order nor a
 * double tells them apart.
 *
 * @throws {RecordError} `INVALID_SEQUENCE_NUMBER` when one of them is not a decimal integer.
 */
export function compareSequenceNumbers(a: string, b: string): number {
  const left = significantDigits(a);
  const right = significantDigits(b);
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** True for decimal text, the only form a stream uses. */
export function isSequenceNumber(value: unknown): value is string {
  return typeof value === 'string' && DECIMAL.test(value);
}

// Without leading zeros, longer means larger and equal lengths compare as text: no BigInt is made.
function significantDigits(value: string): string {
  if (!isSequenceNumber(value)) {
    throw new RecordError(
      'INVALID_SEQUENCE_NUMBER',
      'dynamodb.SequenceNumber',
      `is ${JSON.stringify(value)}, but must be a decimal integer`,
    );
  }
  return value.charCodeAt(0) === 48 ? value.replace(/^0+/, '') : value;
}
