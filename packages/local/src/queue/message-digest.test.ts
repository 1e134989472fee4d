import { expect, test } from '@jest/globals';
import { attributesDigest, bodyDigest } from './message-digest.js';

test('a body is digested as it is', () => {
  expect(bodyDigest('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
});

test('attributes are digested as every SDK does to check them', () => {
  expect(
    attributesDigest({ timestamp: { DataType: 'Number', StringValue: '1493147359900' } }),
  ).toBe('235c5c510d26fb653d073faed50ae77c');
});

test('the order of attributes does not matter, and none have no digest', () => {
  const a = { DataType: 'String', StringValue: 'x' };
  const b = { DataType: 'Binary', BinaryValue: 'eA==' };
  expect(attributesDigest({ a, b })).toBe(attributesDigest({ b, a }));
  expect(attributesDigest({})).toBeUndefined();
});
