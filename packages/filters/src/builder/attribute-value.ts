import { InvalidConditionError } from '../errors.js';
import type { AttributeScalar, TypeDescriptor } from './attribute-types.js';

/** A value as it stands in a stream record: its descriptor and its JSON. */
export interface AttributeValue {
  readonly descriptor: Extract<TypeDescriptor, 'S' | 'N' | 'B' | 'BOOL' | 'NULL'>;
  readonly json: string | boolean;
}

export function attributeValue(value: AttributeScalar): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { descriptor: 'S', json: value };
    case 'number':
    case 'bigint':
      return { descriptor: 'N', json: numberText(value) };
    case 'boolean':
      return { descriptor: 'BOOL', json: value };
    default:
      return value === null
        ? { descriptor: 'NULL', json: true }
        : { descriptor: 'B', json: Buffer.from(value).toString('base64') };
  }
}

/**
 * A number as DynamoDB writes it into a stream record. The filter compares it as text, so the
 * text has to be the very one.
 */
function numberText(value: number | bigint): string {
  const text = String(value);
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  throw new InvalidConditionError(
    `A filter compares numbers as text, and the text that DynamoDB gives to ${text} is not certain`,
    'Ask for a number that is written without an exponent.',
  );
}
