import type { AttributeMap } from './stream-record.js';

/**
 * The lane of an item: the same for every record of one full primary key, so that its changes stay
 * in order when several batches of a shard run at once.
 */
export function laneOf(keys: AttributeMap, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  // The names are sorted because nothing promises that two records write them in the same order.
  for (const name of Object.keys(keys).sort()) {
    hash = fold(hash, name);
    hash = fold(hash, JSON.stringify(keys[name]));
  }
  return (hash >>> 0) % lanes;
}

/** FNV-1a, a character at a time, with a separator so that 'ab','c' and 'a','bc' differ. */
function fold(seed: number, text: string): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return Math.imul(hash ^ 0xff, 0x01000193);
}
