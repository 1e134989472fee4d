import type { Members } from '../engine/engine-types.js';

/** Reading or writing in a transaction takes each unit twice: once to prepare, once to commit. */
const UNITS_FACTOR = 2;

/** What the actions of a transaction consumed, table by table; nothing when no one asked. */
export function consumedCapacity(
  answers: readonly Members[],
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): Members {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity: consumed } of answers) {
    if (consumed === undefined) continue;
    const { TableName: name, CapacityUnits: more } = consumed as {
      readonly TableName: string;
      readonly CapacityUnits: number;
    };
    units.set(name, (units.get(name) ?? 0) + more * UNITS_FACTOR);
  }
  if (units.size === 0) return {};
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({
      TableName,
      CapacityUnits,
      [kind]: CapacityUnits,
    })),
  };
}
