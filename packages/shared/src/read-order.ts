import * as v from 'valibot';
import type { Attributes } from './attribute-value.js';
import { RecordError, type RecordIdentity } from './errors.js';
import { isMap } from './is-map.js';
import { type Order, orderSchema } from './order.js';
import { formatPath } from './path.js';

/**
 * Checks that a decoded image is an order.
 *
 * @param field where the image stands, for the error: `dynamodb.NewImage`.
 * @throws {RecordError} `INVALID_ITEM`, naming the record, the first field that does not fit and why.
 */
export function readOrder(image: unknown, field: string, record: RecordIdentity = {}): Order {
  const result = v.safeParse(orderSchema, image, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = formatPath(issue.path?.map(({ key }) => key as PropertyKey) ?? []);
  throw new RecordError(
    'INVALID_ITEM',
    path === '' ? field : `${field}.${path}`,
    `does not fit an order: ${issue.message}`,
    record,
    isMap(image) ? (image as Attributes) : undefined,
  );
}
