import { describe, expect, test } from '@jest/globals';
import type { ChangeRow } from '../contract/contract.js';
import { keepRecent } from './keep-recent.js';

const row = (sequence: number, more: Partial<ChangeRow> = {}): ChangeRow => ({
  sequence: String(sequence),
  tableName: 'orders',
  key: `order-${sequence}`,
  kind: 'insert',
  at: sequence,
  difference: [],
  outcome: 'waiting',
  attempts: 0,
  ...more,
});
const sequences = (rows: readonly ChangeRow[]) => rows.map(({ sequence }) => sequence);

describe('the changes that a page keeps', () => {
  test('have the newest first, and what is known where it stood', () => {
    const known = keepRecent([], [row(1), row(2)]);
    const rows = keepRecent(known, [row(1, { outcome: 'handled' }), row(3)]);
    expect(sequences(rows)).toEqual(['3', '2', '1']);
    expect(rows.at(-1)?.outcome).toBe('handled');
  });

  test('are the newest of each table, however much another one does', () => {
    const quiet = row(1, { tableName: 'quiet' });
    const busy = Array.from({ length: 100 }, (_, index) => row(index + 2));
    const rows = keepRecent([quiet], busy);
    expect(rows).toHaveLength(41);
    expect(rows).toContain(quiet);
    expect(rows[0]?.sequence).toBe('101');
  });
});
