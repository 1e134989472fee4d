import { describe, expect, test } from '@jest/globals';
import { type Grant, grantsOf, widenings, withdrawals } from './policy.js';

function grants(...statements: readonly object[]): readonly Grant[] {
  return grantsOf(JSON.stringify({ Statement: statements })) ?? [];
}

const allow = (action: unknown, resource: unknown = 'arn:a', more: object = {}): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
const deny = (action: unknown, resource: unknown = '*'): object => ({
  ...allow(action, resource),
  Effect: 'Deny',
});

function widened(before: readonly object[], after: readonly object[]): readonly string[] {
  return widenings(grants(...before), grants(...after)).map(
    ({ effect, action, resource }) => `${effect} ${action} ${resource}`,
  );
}

describe('rights are widened by', () => {
  test.each([
    [
      'a new action',
      [allow('s3:GetObject')],
      [allow(['s3:GetObject', 's3:PutObject'])],
      ['Allow s3:PutObject arn:a'],
    ],
    [
      'a new resource',
      [allow('s3:GetObject')],
      [allow('s3:GetObject', ['arn:a', 'arn:b'])],
      ['Allow s3:GetObject arn:b'],
    ],
    ['a wildcard', [allow('s3:GetObject')], [allow('s3:*')], ['Allow s3:* arn:a']],
    [
      'a condition that goes',
      [allow('s3:GetObject', 'arn:a', { Condition: { Bool: { x: 'true' } } })],
      [allow('s3:GetObject')],
      ['Allow s3:GetObject arn:a'],
    ],
    [
      'a denial that goes',
      [allow('s3:*', '*'), deny('s3:DeleteBucket')],
      [allow('s3:*', '*')],
      ['Deny s3:DeleteBucket *'],
    ],
    [
      'all but one action',
      [allow('s3:GetObject', '*')],
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      ['Allow * *'],
    ],
    ['a statement in the place of a list', [], [allow('a:B')], ['Allow a:B arn:a']],
  ])('%s', (_, before, after, expected) => {
    expect(widened(before, after)).toEqual(expected);
  });
});

describe('rights are not widened by', () => {
  test.each([
    ['the same in another order', [allow(['a:B', 'a:C'])], [allow(['a:C', 'a:B'])]],
    ['the same in two statements', [allow(['a:B', 'a:C'])], [allow('a:C'), allow('a:B')]],
    ['an action spelt in other case', [allow('s3:GetObject')], [allow('S3:getobject')]],
    ['one action out of a wildcard', [allow('s3:*')], [allow('s3:GetObject')]],
    ['one resource out of a wildcard', [allow('a:B', 'arn:x/*')], [allow('a:B', 'arn:x/y')]],
    ['a resource matched by ?', [allow('a:B', 'arn:x?')], [allow('a:B', 'arn:xy')]],
    [
      'a condition that comes',
      [allow('a:B')],
      [allow('a:B', 'arn:a', { Condition: { Bool: { x: 'true' } } })],
    ],
    ['a wider denial', [deny('a:B', 'arn:x')], [deny('a:*', '*')]],
    ['an action that goes', [allow(['a:B', 'a:C'])], [allow('a:B')]],
  ])('%s', (_, before, after) => {
    expect(widened(before, after)).toEqual([]);
  });
});

test('a dot in a pattern stands for a dot', () => {
  expect(widened([allow('a:B', 'arn.x')], [allow('a:B', 'arn-x')])).toEqual(['Allow a:B arn-x']);
});

test('what is withdrawn is what no statement allows any more', () => {
  expect(
    withdrawals(grants(allow(['a:B', 'a:C'])), grants(allow('a:B'))).map(({ action }) => action),
  ).toEqual(['a:C']);
});

test.each([undefined, 5, 'no json', '{}', '"text"'])('%j is no policy', (text) => {
  expect(grantsOf(text)).toBeUndefined();
});

test('a single statement may stand without a list', () => {
  expect(grantsOf(JSON.stringify({ Statement: allow('a:B') }))).toHaveLength(1);
});
