/**
 * The smallest value that at least this share of the values does not exceed (nearest rank).
 *
 * @param ascending sorted values
 * @param share between 0 and 1: 0.95 for the 95th percentile
 * @returns undefined when there is no value
 */
export function percentile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}
