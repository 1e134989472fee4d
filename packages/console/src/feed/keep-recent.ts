import type { ChangeRow } from '../contract/contract.js';

const ROWS_KEPT = 60;

/**
 * Puts news into a list of changes: a change that is known gets its new state where it stands, a new one
 * goes to the front.
 *
 * @param known - the newest first
 * @param news - the newest last
 */
export function keepRecent(
  known: readonly ChangeRow[],
  news: readonly ChangeRow[],
): readonly ChangeRow[] {
  const latest = new Map(news.map((row) => [row.sequence, row]));
  const kept = known.map((row) => {
    const update = latest.get(row.sequence);
    latest.delete(row.sequence);
    return update ?? row;
  });
  return [...[...latest.values()].reverse(), ...kept].slice(0, ROWS_KEPT);
}
