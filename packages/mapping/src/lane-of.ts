import type { AttributeMap, AttributeValue } from './stream-record.js';

/**
 * The lane of an item: the same for every record of one full primary key, so that its changes stay
 * in order when several batches of a shard run at once.
 */
export function laneOf(keys: AttributeMap, lanes: number): number {
  if (lanes === 1) return 0;
  let sum = 0;
  // Added up, because nothing promises that two records write the names in the same order.
  for (const name in keys) {
    const value = keys[name];
    if (value !== undefined) sum = (sum + mix(foldValue(fold(basis, name), value))) | 0;
  }
  return (sum >>> 0) % lanes;
}

const basis = 0x811c9dc5;

function foldValue(seed: number, attribute: AttributeValue): number {
  let hash = seed;
  for (const type in attribute) {
    const value = attribute[type];
    hash = fold(hash, type);
    hash = fold(hash, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return hash;
}

/**
 * Lets every bit count for every other (MurmurHash3's last step). FNV's lowest bit is the parity of the
 * text: two keys with the same text would cancel each other, and half of the lanes stay empty.
 */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** FNV-1a, a character at a time, with a separator so that 'ab','c' and 'a','bc' differ. */
function fold(seed: number, text: string): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return Math.imul(hash ^ 0xff, 0x01000193);
}
