import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordOf } from '../test/support/records.js';
import { RecordWriter } from './record-text.js';
import type { StreamRecord } from './stream-record.js';

const recordText = (record: StreamRecord) => new RecordWriter().write(record).text;

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

test('any text and any attribute, in record after record, is written as JSON.stringify writes it', () => {
  const value = fc.oneof(
    fc.record({ S: fc.string({ unit: 'binary' }) }),
    fc.record({ N: fc.string() }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ L: fc.array(fc.record({ S: fc.string({ unit: 'grapheme' }) })) }),
    fc.record({ M: fc.dictionary(fc.string(), fc.record({ N: fc.string() })) }),
  );
  const image = fc.dictionary(fc.string({ unit: 'binary' }), value, {
    maxKeys: 4,
    noNullPrototype: true,
  });
  const writer = new RecordWriter();
  fc.assert(
    fc.property(image, (NewImage) => {
      const record = recordOf(1, 'a', { NewImage, ApproximateCreationDateTime: 0.5 });
      const { text, bytes } = writer.write(record);
      expect(text).toBe(JSON.stringify(record));
      expect(bytes).toBe(Buffer.byteLength(text));
    }),
  );
});

test.each(['plain', 'é', '€', '\u2028', '😀', '\ud800', '\u007f', '"', '\n'])(
  'bytes are those of UTF-8 wherever %j stands, and not of the record before',
  (text) => {
    const writer = new RecordWriter();
    const write = (record: StreamRecord) => {
      const written = writer.write(record);
      expect(written.bytes).toBe(Buffer.byteLength(written.text));
    };
    for (const NewImage of [
      { a: { S: text } },
      { a: { N: text } },
      { [text]: { S: 'a' } },
      { a: { L: [{ S: text }] } },
    ]) {
      write(recordOf(1, 'a', { NewImage }));
      write(recordOf(2));
    }
    write({ ...recordOf(3), awsRegion: text });
    write({ ...recordOf(4), awsRegion: text });
    write(recordOf(5));
  },
);

test('more names than are remembered are written as well', () => {
  const writer = new RecordWriter();
  for (let n = 0; n < 1100; n += 1) {
    const NewImage = { [`name-${n}`]: { S: 'a' }, other: { BOOL: true }, last: { N: '1' } };
    const record = recordOf(n, 'a', { NewImage, ApproximateCreationDateTime: 0.5 });
    expect(writer.write(record).text).toBe(JSON.stringify(record));
  }
});

test('a lone surrogate is escaped, as JSON.stringify does', () => {
  const record = recordOf(1, '\ud800', { ApproximateCreationDateTime: 0.5 });
  expect(recordText(record)).toBe(JSON.stringify(record));
});

test('records of several streams keep their own origin', () => {
  const writer = new RecordWriter();
  const one = recordOf(1);
  const other = { ...recordOf(2), awsRegion: 'eu-west-1', eventSourceARN: 'another' };
  const texts = [one, other, one].map((record) => JSON.parse(writer.write(record).text));
  expect(texts).toEqual([one, other, one]);
});
