import { expect, test } from '@jest/globals';
import { jsonValue } from './json-value.js';
import { LosslessDecimal } from './lossless-decimal.js';

test('every decoded value prints', () => {
  const item = {
    large: 9007199254740993n,
    exact: new LosslessDecimal('0.12345678901234567890'),
    tags: new Set(['a', 'b']),
    raw: new Uint8Array([102, 111, 111]),
    nested: [{ large: 1n }, null, true],
  };
  expect(JSON.stringify(item, jsonValue)).toBe(
    '{"large":"9007199254740993","exact":"0.12345678901234567890","tags":["a","b"],"raw":"Zm9v","nested":[{"large":"1"},null,true]}',
  );
});
