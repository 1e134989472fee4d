import type { AttributeSchema } from '@millrace/filters';
import type { Item } from '../../table/attribute-value.js';
import type { StoredChange } from '../watch/stored-change.js';

type Type = Extract<AttributeSchema[string], string>;

/** Fewer records show too little of a table for an attribute to be called unknown. */
const RECORDS_NEEDED = 20;

/**
 * The attributes that the items of real records have, each with its types; undefined while too few have
 * been seen.
 */
export function attributesOf(changes: readonly StoredChange[]): AttributeSchema | undefined {
  if (changes.length < RECORDS_NEEDED) return undefined;
  const types = new Map<string, Set<string>>();
  const look = (item: Item | undefined) => {
    for (const [name, value] of Object.entries(item ?? {})) {
      const known = types.get(name) ?? new Set<string>();
      for (const type of Object.keys(value)) known.add(type);
      types.set(name, known);
    }
  };
  for (const { oldItem, newItem } of changes) {
    look(oldItem);
    look(newItem);
  }
  return Object.fromEntries([...types].map(([name, known]) => [name, [...known] as Type[]]));
}
