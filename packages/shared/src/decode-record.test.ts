import { describe, expect, test } from '@jest/globals';
import { decodeRecord } from './decode-record.js';
import type { StreamRecord } from './stream-record.js';

const image = { orderId: { S: 'o-1' }, total: { N: '1250' } };
const insert: StreamRecord = {
  eventID: 'ab0ed3713569f4655f353e5ef61a88c4',
  eventName: 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  dynamodb: {
    ApproximateCreationDateTime: 1764085660,
    Keys: { orderId: { S: 'o-1' } },
    NewImage: image,
    SequenceNumber: '202328600001712385967261751',
    SizeBytes: 70,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
};
const withData = (record: StreamRecord, data: StreamRecord['dynamodb']): StreamRecord => ({
  ...record,
  dynamodb: { ...record.dynamodb, ...data },
});
const modify: StreamRecord = { ...withData(insert, { OldImage: image }), eventName: 'MODIFY' };
const remove: StreamRecord = {
  ...withData(insert, { NewImage: undefined, OldImage: image }),
  eventName: 'REMOVE',
};
const byTimeToLive = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

describe('a record', () => {
  test('gives keys, sequence number, event id, time and image', () => {
    const change = decodeRecord(insert);
    expect(change).not.toHaveProperty('oldImage');
    expect(change).toMatchObject({
      kind: 'insert',
      keys: { orderId: 'o-1' },
      sequenceNumber: '202328600001712385967261751',
      eventId: 'ab0ed3713569f4655f353e5ef61a88c4',
      createdAt: new Date('2025-11-25T15:47:40.000Z'),
      newImage: { orderId: 'o-1', total: 1250 },
    });
  });

  test('of a modification has both images', () => {
    expect(decodeRecord(modify)).toMatchObject({
      kind: 'modify',
      newImage: { total: 1250 },
      oldImage: { total: 1250 },
    });
  });

  test('of a removal by time-to-live is not a plain removal', () => {
    expect(decodeRecord(remove).kind).toBe('remove');
    expect(decodeRecord({ ...remove, userIdentity: byTimeToLive }).kind).toBe('expire');
    expect(
      decodeRecord({ ...remove, userIdentity: { ...byTimeToLive, principalId: 'AROA:me' } }).kind,
    ).toBe('remove');
  });

  test('decodes an image when it is first read, and once', () => {
    const broken = withData(insert, { NewImage: { total: { N: 'many' } } });
    const change = decodeRecord(broken);
    expect(change.keys).toEqual({ orderId: 'o-1' });
    expect(() => 'newImage' in change && change.newImage).toThrow(/dynamodb\.NewImage\.total must/);
    const sound = decodeRecord(insert);
    if (sound.kind !== 'insert') throw new Error('an INSERT is an insert');
    expect(sound.newImage).toBe(sound.newImage);
  });
});

describe('a record that is not what it says', () => {
  const cases: readonly [string, StreamRecord, RegExp][] = [
    ['no event name', { ...insert, eventName: undefined }, /eventName is undefined/],
    ['no event id', { ...insert, eventID: undefined }, /eventID must be text/],
    ['no data', { ...insert, dynamodb: undefined }, /dynamodb\.Keys/],
    ['empty keys', withData(insert, { Keys: {} }), /dynamodb\.Keys must not be empty/],
    [
      'a key of type L',
      withData(insert, { Keys: { orderId: { L: [] } } }),
      /dynamodb\.Keys must be of type/,
    ],
    [
      'a key of type M',
      withData(insert, { Keys: { orderId: { M: {} } } }),
      /dynamodb\.Keys must be of type/,
    ],
    [
      'a key of type SS',
      withData(insert, { Keys: { orderId: { SS: [] } } }),
      /dynamodb\.Keys must be of type/,
    ],
    ['no sequence number', withData(insert, { SequenceNumber: undefined }), /SequenceNumber/],
    ['no time', withData(insert, { ApproximateCreationDateTime: undefined }), /CreationDateTime/],
    ['no new image', withData(insert, { NewImage: undefined }), /NewImage is missing/],
    ['no old image', withData(remove, { OldImage: undefined }), /view type/],
  ];
  test.each(cases)('names the field: %s', (_name, record, message) => {
    expect(() => decodeRecord(record)).toThrow(message);
  });

  test('is named in the error', () => {
    expect(() => decodeRecord(withData(insert, { NewImage: undefined }))).toThrow(
      expect.objectContaining({
        name: 'RecordError',
        code: 'MALFORMED_RECORD',
        field: 'dynamodb.NewImage',
        eventId: insert.eventID,
        sequenceNumber: insert.dynamodb?.SequenceNumber,
      }),
    );
  });
});
