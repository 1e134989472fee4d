import { describe, expect, test } from '@jest/globals';
import { crc32, portableCrc32 } from './crc32.js';

describe('the checksum of an answer', () => {
  test.each([crc32, portableCrc32])('is the CRC-32 that everyone means by it', (checksum) => {
    expect(checksum('123456789')).toBe(0xcbf43926);
    expect(checksum('')).toBe(0);
  });
});
