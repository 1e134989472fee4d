import { expect, test } from '@jest/globals';
import { makeChange } from './make-change.js';
import { mapImages } from './map-images.js';

const identity = { keys: { id: 'a' }, sequenceNumber: '1', eventId: 'e-1', createdAt: new Date(0) };
const texts = { 'dynamodb.NewImage': 'new', 'dynamodb.OldImage': 'old' };
const change = (kind: 'insert' | 'modify' | 'remove' | 'expire') =>
  makeChange(kind, identity, (field) => texts[field]);

test('every image becomes what it is read as, and the rest stays', () => {
  const shout = (image: string) => image.toUpperCase();
  expect(mapImages(change('insert'), shout)).toMatchObject({
    kind: 'insert',
    ...identity,
    newImage: 'NEW',
  });
  expect(mapImages(change('modify'), shout)).toMatchObject({ newImage: 'NEW', oldImage: 'OLD' });
  expect(mapImages(change('remove'), shout)).toMatchObject({ kind: 'remove', oldImage: 'OLD' });
  expect(mapImages(change('expire'), shout)).toMatchObject({ kind: 'expire', oldImage: 'OLD' });
});

test('an image is read when it is asked for, once, and with its place', () => {
  const places: string[] = [];
  const mapped = mapImages(change('modify'), (image, field, { eventId }) => {
    places.push(`${eventId} ${field}`);
    return image;
  });
  expect(places).toEqual([]);
  if (mapped.kind !== 'modify') throw new Error('a modify stays one');
  expect([mapped.oldImage, mapped.oldImage]).toEqual(['old', 'old']);
  expect(places).toEqual(['e-1 dynamodb.OldImage']);
});
