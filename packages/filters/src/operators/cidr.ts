import type { JsonValue } from '../json/json-value.js';
import { expectString, refuse } from './fault.js';
import { parseAddress } from './ip-address.js';
import type { Matcher } from './matcher.js';

/**
 * `{"cidr": "10.0.0.0/24"}`: an IP address from the given one up to the last of its block. Like
 * AWS's engine it counts from the address as written, not from the start of the block, and takes
 * masks 0 to 31 (IPv4) or 0 to 127 (IPv6).
 */
export function parseCidr(operand: JsonValue, path: string): Matcher {
  const text = expectString(operand, 'cidr', path);
  const mend = 'Write an address, a slash and the mask: {"cidr": "10.0.0.0/24"}.';
  const [written = '', mask, ...rest] = text.split('/');
  if (mask === undefined || rest.length > 0 || !/^[+-]?\d+$/.test(mask)) {
    return refuse('BAD_OPERAND', path, `"${text}" is not an address block`, mend);
  }
  const bottom = parseAddress(written);
  if (bottom === undefined) {
    return refuse('BAD_OPERAND', path, `"${written}" is not an IP address`, mend);
  }
  const bits = bottom.length * 4;
  const fixed = Number(mask);
  if (fixed < 0 || fixed >= bits) {
    return refuse(
      'BAD_OPERAND',
      path,
      `The mask /${mask} is outside 0 to ${bits - 1}`,
      'Write a smaller mask, or the plain address to match only that.',
    );
  }
  const top = lastOfBlock(bottom, bits - fixed);
  return {
    operator: 'cidr',
    wants: `an IP address in ${text}`,
    test: (value) => {
      if (typeof value !== 'string') return false;
      const address = parseAddress(value);
      return address?.length === bottom.length && bottom <= address && address <= top;
    },
  };
}

function lastOfBlock(address: string, freeBits: number): string {
  const last = BigInt(`0x${address}`) | ((1n << BigInt(freeBits)) - 1n);
  return last.toString(16).padStart(address.length, '0');
}
