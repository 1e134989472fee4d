import { expect, test } from '@jest/globals';
import { recordOf } from '../test/support/records.js';
import { recordText } from './record-text.js';

test('the keys are in the recorded order', () => {
  const record = recordOf(1, 'a', { OldImage: { id: { S: 'a' } } });
  const parsed = JSON.parse(recordText(record));
  expect(Object.keys(parsed)).toEqual([
    'eventID',
    'eventName',
    'eventVersion',
    'eventSource',
    'awsRegion',
    'dynamodb',
    'eventSourceARN',
  ]);
  expect(Object.keys(parsed.dynamodb)).toEqual([
    'ApproximateCreationDateTime',
    'Keys',
    'NewImage',
    'OldImage',
    'SequenceNumber',
    'SizeBytes',
    'StreamViewType',
  ]);
});

test('a whole second is written with a fraction, so that a strict reader sees a float', () => {
  expect(recordText(recordOf(1))).toContain('"ApproximateCreationDateTime":1764085660.0,');
});

test('a fraction of a second is kept', () => {
  const record = recordOf(1, 'a', { ApproximateCreationDateTime: 1764085660.25 });
  expect(recordText(record)).toContain('"ApproximateCreationDateTime":1764085660.25,');
});

test('everything else reads back as it was', () => {
  const record = {
    ...recordOf(7, 'quote " and \u2028'),
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  };
  expect(JSON.parse(recordText(record))).toEqual(record);
});

test('an image that the view type leaves out is left out', () => {
  const { NewImage: _, ...rest } = recordOf(1).dynamodb;
  expect(recordText({ ...recordOf(1), dynamodb: rest })).not.toContain('Image');
});
