import { describe, expect, test } from '@jest/globals';
import type { CommittedWrite } from '../../table/index.js';
import { ChangeJournal } from './change-journal.js';

function writeTo(tableName: string, id: string, size = 100): CommittedWrite {
  const table = {
    TableName: tableName,
    TableArn: `arn:${tableName}`,
    TableStatus: 'ACTIVE',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };
  const newItem = { id: { S: id } };
  return { table, storeKey: id, oldItem: undefined, newItem, sequenceNumber: id, size };
}

const begin = (journal: ChangeJournal, tableName: string, sequence: number, size?: number) =>
  journal.begin(String(sequence), writeTo(tableName, String(sequence), size), sequence);

describe('the news of a journal', () => {
  test('are the newest of each table, so that a busy one does not hide a quiet one', () => {
    const journal = new ChangeJournal();
    begin(journal, 'quiet', 1);
    for (let sequence = 2; sequence <= 100; sequence += 1) begin(journal, 'busy', sequence);
    const news = journal.takeNews(3).map(({ tableName, sequence }) => `${tableName} ${sequence}`);
    expect(news).toEqual(['quiet 1', 'busy 98', 'busy 99', 'busy 100']);
  });

  test('tell of a change again that got on, and of nothing twice', () => {
    const journal = new ChangeJournal();
    const change = begin(journal, 'orders', 1);
    begin(journal, 'orders', 2);
    expect(journal.takeNews(10)).toHaveLength(2);
    journal.step(change, { type: 'filtered', at: 5 });
    expect(journal.takeNews(10)).toEqual([change]);
    expect(journal.takeNews(10)).toEqual([]);
  });
});

describe('the stories of a journal', () => {
  test('take no more memory for large items', () => {
    const journal = new ChangeJournal();
    for (let sequence = 1; sequence <= 200; sequence += 1) {
      begin(journal, 'orders', sequence, 400 * 1_024);
    }
    expect(journal.newest(500, () => true).length).toBeLessThan(90);
    expect(journal.find('200')).toBeDefined();
  });

  test('keep their beginning and their end when they are long', () => {
    const journal = new ChangeJournal();
    const change = begin(journal, 'orders', 1);
    for (let at = 1; at <= 100; at += 1) journal.step(change, { type: 'retried', at, delay: 1 });
    const times = change.steps.map(({ at }) => at);
    expect(times).toHaveLength(60);
    expect(times.slice(28, 32)).toEqual([29, 30, 71, 72]);
    expect(times.at(-1)).toBe(100);
    expect(change.stepsLeftOut).toBe(40);
  });
});
