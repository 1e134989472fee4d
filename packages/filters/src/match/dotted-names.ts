import type { TrieNode } from './trie.js';

/** Whether one name of the object spells several steps of a way, as `"ship.city"` does. */
export function hasDottedName(object: object, { dottedNames, edges }: TrieNode): boolean {
  if (edges.length === 0) return false;
  if (dottedNames === undefined) return Object.keys(object).some((name) => name.includes('.'));
  for (const name of dottedNames) {
    if (name in object) return true;
  }
  return false;
}

/** The value of the object's own property, or `undefined`. */
export function ownValue(object: object, name: string, inherited: boolean): unknown {
  if (inherited && !Object.hasOwn(object, name)) return undefined;
  return (object as Readonly<Record<string, unknown>>)[name];
}
