/**
 * Stands in for `randomInt` of `node:crypto` in the bundle. Powertools' logger draws with it which
 * invocations log at the debug level; that needs no secret, and loading crypto takes 3 ms of a start.
 */
export function randomInt(least: number, below: number): number {
  return least + Math.floor(Math.random() * (below - least));
}
