/** The lanes of a batch: which record waits for which. */
export interface Lanes {
  /** The first record of each lane, lowest first. */
  readonly heads: readonly number[];
  /** For each record, the next one of the same item, if there is one. */
  readonly next: readonly (number | undefined)[];
}

/**
 * Puts the records of one item behind each other, in the order of the batch.
 *
 * @param keys for each record the item that it is about; undefined stands alone.
 */
export function linkLanes(keys: readonly (string | undefined)[]): Lanes {
  const heads: number[] = [];
  const next: (number | undefined)[] = new Array(keys.length).fill(undefined);
  const tails = new Map<string, number>();
  for (let position = 0; position < keys.length; position++) {
    const key = keys[position];
    const tail = key === undefined ? undefined : tails.get(key);
    if (tail === undefined) heads.push(position);
    else next[tail] = position;
    if (key !== undefined) tails.set(key, position);
  }
  return { heads, next };
}
