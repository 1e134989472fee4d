import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Change, Insert } from './change-record.js';
import { decodeRecord } from './decode-record.js';
import { RecordError } from './errors.js';
import type { AttributeMap, StreamRecord } from './index.js';
import { mapImages } from './map-images.js';
import { readOldImage } from './read-old-image.js';
import { readOrder } from './read-order.js';

const fitting: AttributeMap = {
  orderId: { S: 'o-1' },
  customerId: { S: 'c-1' },
  status: { S: 'PLACED' },
  items: { L: [{ M: { sku: { S: 'tea' }, quantity: { N: '2' }, unitPrice: { N: '625' } } }] },
  total: { N: '1250' },
  currency: { S: 'EUR' },
  createdAt: { S: '2026-11-24T18:00:00.000Z' },
  updatedAt: { S: '2026-11-24T18:00:00.000Z' },
  version: { N: '1' },
};

function removalOf(OldImage: AttributeMap): StreamRecord {
  return {
    eventID: 'e-1',
    eventName: 'REMOVE',
    dynamodb: {
      ApproximateCreationDateTime: 1764085660,
      Keys: { orderId: { S: 'o-1' } },
      SequenceNumber: '1',
      OldImage,
    },
  };
}

type WithOldImage<Item> = Exclude<Change<Item>, Insert<Item>>;

const readAsOrder = (OldImage: AttributeMap) =>
  mapImages(decodeRecord(removalOf(OldImage)), readOrder) as WithOldImage<
    ReturnType<typeof readOrder>
  >;

test('an old image that fits is the item', () => {
  const old = readOldImage(readAsOrder(fitting));
  expect(old).toMatchObject({ fits: true, item: { orderId: 'o-1', total: 1250 } });
});

test('one that does not fit is what was decoded, and the error that names the field', () => {
  const old = readOldImage(readAsOrder({ ...fitting, total: { S: 'much' }, note: { S: 'n' } }));
  expect(old).toMatchObject({
    fits: false,
    attributes: { orderId: 'o-1', total: 'much', note: 'n' },
    error: { code: 'INVALID_ITEM', field: 'dynamodb.OldImage.total' },
  });
});

test('one that does not decode is no misfit but a broken record, and throws', () => {
  const change = readAsOrder({ ...fitting, total: {} });
  expect(() => readOldImage(change)).toThrow(
    expect.objectContaining({ code: 'MALFORMED_ATTRIBUTE', field: 'dynamodb.OldImage.total' }),
  );
});

test('whatever else goes wrong is not taken for a misfit', () => {
  const change = mapImages(decodeRecord(removalOf(fitting)), () => {
    throw new TypeError('a fault of the schema');
  }) as WithOldImage<never>;
  expect(() => readOldImage(change)).toThrow(TypeError);
});

test('an error that carries a misfit prints nothing of it', () => {
  const error = new RecordError(
    'INVALID_ITEM',
    'dynamodb.OldImage.n',
    'is wrong',
    {},
    { n: 'mine' },
  );
  const names: string[] = [];
  for (const name in error) names.push(name);
  expect(names).not.toContain('misfit');
  expect(inspect(error, { depth: null }) + JSON.stringify(error)).not.toContain('mine');
  expect(error.misfit).toEqual({ n: 'mine' });
});
