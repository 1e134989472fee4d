import type { ChangeRow } from '../contract/contract.js';

/** As many of each table as the server tells of: of these no row's end is missed. */
const ROWS_KEPT = 40;

/**
 * Puts news into a list of changes: a change that is known gets its new state where it stands, a new one
 * goes to the front. Each table keeps its own newest, so that a busy one does not push out a quiet one's.
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
  const counts = new Map<string, number>();
  return [...[...latest.values()].reverse(), ...kept].filter(({ tableName }) => {
    const count = (counts.get(tableName) ?? 0) + 1;
    counts.set(tableName, count);
    return count <= ROWS_KEPT;
  });
}
