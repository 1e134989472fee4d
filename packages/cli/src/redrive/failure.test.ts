import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFailure } from './failure.js';

const letter = (body: unknown) => ({ id: 'm', body: JSON.stringify(body) });
const info = {
  shardId: 'shardId-1',
  startSequenceNumber: '100',
  endSequenceNumber: '200',
  approximateArrivalOfFirstRecord: '2026-11-24T18:00:00Z',
  batchSize: 3,
  streamArn: 'arn:aws:dynamodb:r:1:table/t/stream/s',
};
const document = { requestContext: { functionArn: 'f' }, DDBStreamBatchInfo: info };
const record = {
  eventSourceARN: info.streamArn,
  dynamodb: { SequenceNumber: '100', Keys: { id: { S: 'a' } } },
};

describe('a failure letter', () => {
  test('of a queue points into the stream', () => {
    expect(readFailure(letter(document))).toMatchObject({
      ...{ kind: 'pointer', shardId: 'shardId-1', start: '100', end: '200', batchSize: 3 },
      ...{ functionArn: 'f', firstAt: Date.parse('2026-11-24T18:00:00Z') },
    });
  });

  test('that came by a topic is the same, and stays the letter that it came as', () => {
    const notification = letter({ Type: 'Notification', Message: JSON.stringify(document) });
    expect(readFailure(notification)).toMatchObject({ kind: 'pointer', letter: notification });
  });

  test.each([
    ['as text, as it is documented', JSON.stringify({ Records: [record] })],
    ['as an object, as some tools write it', { Records: [record] }],
  ])('of a bucket carries its records, %s', (_how, payload) => {
    expect(readFailure(letter({ ...document, payload }))).toMatchObject({
      ...{ kind: 'whole', shardId: 'shardId-1', records: [record] },
    });
  });

  test('of a bucket for the last call of a window, which has no records, points into the stream', () => {
    const payload = JSON.stringify({ Records: [], isFinalInvokeForWindow: true });
    expect(readFailure(letter({ ...document, payload }))).toMatchObject({
      ...{ kind: 'pointer', start: '100', end: '200', batchSize: 3 },
    });
  });

  test('of a consumer carries the parked record, or says where it is stored', () => {
    expect(readFailure(letter({ version: '1', record }))).toMatchObject({ kind: 'whole' });
    expect(readFailure(letter({ version: '1', stored: { bucket: 'b', key: 'k' } }))).toMatchObject({
      kind: 'stored',
      bucket: 'b',
      key: 'k',
    });
  });

  test('that is none of these is said to be unreadable, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readFailure({ id: 'm', body }).kind).toBe('unreadable');
      }),
    );
    const cut = { ...document, DDBStreamBatchInfo: { ...info, endSequenceNumber: 'x' } };
    expect(readFailure(letter(cut)).kind).toBe('unreadable');
  });
});
