import { describe, expect, test } from '@jest/globals';
import { compileFilter } from '../index.js';
import { parseAddress } from './ip-address.js';

describe('an address is read', () => {
  test.each([
    ['10.0.0.1', '0a000001'],
    ['255.255.255.255', 'ffffffff'],
    ['2001:db8::1', '20010db8000000000000000000000001'],
    ['2001:DB8:0:0:0:0:0:1', '20010db8000000000000000000000001'],
    ['::', '0'.repeat(32)],
    ['::1', `${'0'.repeat(31)}1`],
    ['1::', `0001${'0'.repeat(28)}`],
    ['::ffff:a00:1', '0a000001'],
  ])('%s', (text, digits) => {
    expect(parseAddress(text)).toBe(digits);
  });
});

describe('no address is read from', () => {
  test.each([
    '',
    ':',
    ':::',
    '1',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'x::1',
    '1:2:3:4:5:6:7::8',
  ])('%j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('a block', () => {
  test.each([
    ['10.0.0.0/31', '10.0.0.1', true],
    ['10.0.0.0/31', '10.0.0.2', false],
    ['10.0.0.128/24', '10.0.0.127', false],
    ['10.0.0.128/24', '10.0.0.255', true],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::/127', '2001:db8::1', true],
    ['2001:db8::/127', '2001:db8::2', false],
  ])('%s and %s: %s', (cidr, address, inside) => {
    expect(compileFilter({ a: [{ cidr }] }).matches({ a: address })).toBe(inside);
  });

  test('a plain string that reads as an address matches every spelling of it', () => {
    const filter = compileFilter({ a: ['2001:db8::1'] });
    expect(filter.matches({ a: '2001:0db8:0:0:0:0:0:1' })).toBe(true);
    expect(filter.matches({ a: '2001:db8::2' })).toBe(false);
    const exactly = compileFilter({ a: [{ exactly: '2001:db8::1' }] });
    expect(exactly.matches({ a: '2001:0db8:0:0:0:0:0:1' })).toBe(false);
  });
});
