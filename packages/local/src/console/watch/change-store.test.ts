import { describe, expect, test } from '@jest/globals';
import { ChangeStore } from './change-store.js';
import type { StoredChange } from './stored-change.js';

const change = (sequence: number): StoredChange => ({
  sequence: String(sequence),
  tableName: 'orders',
  key: `order-${sequence}`,
  at: 0,
  oldItem: undefined,
  newItem: undefined,
  kind: 'insert',
  passages: new Map(),
  keyNames: ['orderId'],
  steps: [],
  stepsLeftOut: 0,
});

describe('the store of changes', () => {
  test('keeps the newest two thousand', () => {
    const store = new ChangeStore();
    for (let sequence = 1; sequence <= 2_500; sequence += 1) store.add(change(sequence), 100);
    expect(store.find('500')).toBeUndefined();
    expect(store.find('501')?.key).toBe('order-501');
    expect(store.newest(5_000, () => true)).toHaveLength(2_000);
  });

  test('keeps fewer when they are large', () => {
    const store = new ChangeStore();
    for (let sequence = 1; sequence <= 200; sequence += 1) store.add(change(sequence), 400 * 1_024);
    expect(store.newest(5_000, () => true).length).toBeLessThan(90);
    expect(store.find('200')).toBeDefined();
  });

  test('gives the newest first, and only what is wanted', () => {
    const store = new ChangeStore();
    for (let sequence = 1; sequence <= 9; sequence += 1) store.add(change(sequence), 1);
    const isEven = ({ sequence }: StoredChange) => Number(sequence) % 2 === 0;
    expect(store.newest(3, isEven).map(({ sequence }) => sequence)).toEqual(['8', '6', '4']);
  });
});
