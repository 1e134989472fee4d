import { describe, expect, test } from '@jest/globals';
import { explain } from '../index.js';

const record = {
  eventName: 'MODIFY',
  dynamodb: {
    Keys: { orderId: { S: 'o-1' } },
    NewImage: {
      orderId: { S: 'o-1' },
      status: { S: 'PAID' },
      total: { N: '101' },
      address: { M: {} },
      tags: { SS: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
      items: {
        L: [
          { M: { sku: { S: 'A' }, quantity: { N: '1' } } },
          { M: { sku: { S: 'B' }, quantity: { N: '2' } } },
        ],
      },
    },
  },
};

function newImage(conditions: object): object {
  return { dynamodb: { NewImage: conditions } };
}

describe('each condition says what it found and what it wanted', () => {
  test.each<[object, boolean, string]>([
    [
      newImage({ status: { S: ['SHIPPED'] } }),
      false,
      '✗ dynamodb.NewImage.status.S is "PAID", wanted "SHIPPED"',
    ],
    [
      newImage({ status: { S: ['PAID', { prefix: 'SH' }] } }),
      true,
      '✓ dynamodb.NewImage.status.S is "PAID", as wanted: one of "PAID", a string that starts with "SH"',
    ],
    [
      newImage({ total: { N: [{ numeric: ['>', 100] }] } }),
      false,
      '✗ dynamodb.NewImage.total.N is "101", wanted a JSON number > 100',
    ],
    [
      { dynamodb: { OldImage: { status: { S: ['PAID'] } } } },
      false,
      '✗ dynamodb.OldImage.status.S is absent (dynamodb has no "OldImage"), wanted "PAID"',
    ],
    [{ userIdentity: [{ exists: false }] }, true, '✓ userIdentity is absent, as wanted: no value'],
    [
      newImage({ status: ['PAID'] }),
      false,
      '✗ dynamodb.NewImage.status holds an object, and only values match, wanted "PAID"',
    ],
    [
      newImage({ address: { M: [{ exists: true }] } }),
      false,
      '✗ dynamodb.NewImage.address.M is empty, which counts as absent, wanted any value',
    ],
    [
      newImage({ tags: { SS: ['z'] } }),
      false,
      '✗ dynamodb.NewImage.tags.SS is "a", "b", "c", "d", "e" and 2 more, wanted "z"',
    ],
  ])('%j', (pattern, matches, line) => {
    const explanation = explain(pattern, record);
    expect(explanation.matches).toBe(matches);
    expect(explanation.text.split('\n')).toEqual([
      line,
      matches ? 'The record passes.' : 'The record does not pass.',
    ]);
  });

  test('as data too', () => {
    expect(explain(newImage({ status: { S: ['SHIPPED'] } }), record).conditions).toEqual([
      {
        kind: 'field',
        path: 'dynamodb.NewImage.status.S',
        place: 'dynamodb.NewImage.status.S',
        matched: false,
        found: ['PAID'],
        wanted: ['"SHIPPED"'],
        text: 'dynamodb.NewImage.status.S is "PAID", wanted "SHIPPED"',
      },
    ]);
  });
});

test('$or shows each of its branches', () => {
  const pattern = { $or: [{ eventName: ['INSERT'] }, { eventName: ['MODIFY'], awsRegion: ['x'] }] };
  expect(explain(pattern, record).text).toBe(
    [
      '✗ $or, one of:',
      '  ✗ [0]',
      '    ✗ eventName is "MODIFY", wanted "INSERT"',
      '  ✗ [1]',
      '    ✓ eventName is "MODIFY", as wanted: "MODIFY"',
      '    ✗ awsRegion is absent, wanted "x"',
      'The record does not pass.',
    ].join('\n'),
  );
});

test('conditions that match in different elements of a list are told apart from those that fail', () => {
  const pattern = newImage({ items: { L: { M: { sku: { S: ['A'] }, quantity: { N: ['2'] } } } } });
  const explanation = explain(pattern, record);
  expect(explanation.matches).toBe(false);
  expect(explanation.text).toContain('not all in one and the same element of a list');
});

test('a condition that a later one replaces is told', () => {
  const explanation = explain('{"eventName":["INSERT"],"eventName":["MODIFY"]}', record);
  expect(explanation.matches).toBe(true);
  expect(explanation.text).toContain('replaced by a later one');
});

test.each([undefined, null, 'x', [1]])('%j is no record, and passes nothing', (nothing) => {
  expect(explain({ eventName: [{ exists: false }] }, nothing).matches).toBe(false);
});
