import { JsonObject } from '../json/json-value.js';
import { type Scalar, toScalar } from '../scalar.js';
import type { Leaf } from './leaf.js';
import { leavesOf, type TrieNode } from './trie.js';

/** A value of a field, and the array elements it stands in: `[array, element]`, outermost first. */
export interface FlatField {
  readonly value: Scalar;
  readonly elements: readonly (readonly [array: number, element: number])[];
}

/** Arrays nested deeper than this are not looked into. */
const maxArrayDepth = 256;

/** All values that the fields of a branch have in a record, whichever way their names are spelled. */
export function flattenFields(
  trie: TrieNode,
  record: unknown,
): ReadonlyMap<Leaf, readonly FlatField[]> {
  const found = new Map<Leaf, FlatField[]>();
  for (const leaf of leavesOf(trie)) found.set(leaf, []);
  let arrays = 0;
  const above = new Set<object>();

  const visit = (node: TrieNode, value: unknown, elements: FlatField['elements']): void => {
    const scalar = toScalar(value);
    if (scalar !== undefined) {
      if (node.leaf !== undefined) found.get(node.leaf)?.push({ value: scalar, elements });
      return;
    }
    if (typeof value !== 'object' || value === null || above.has(value)) return;
    above.add(value);
    if (Array.isArray(value)) visitArray(node, value, elements);
    else for (const [name, child] of membersOf(value)) visitMember(node, name, child, elements);
    above.delete(value);
  };

  const visitArray = (
    node: TrieNode,
    array: readonly unknown[],
    elements: FlatField['elements'],
  ): void => {
    if (elements.length >= maxArrayDepth) return;
    const id = arrays;
    arrays += 1;
    for (const [index, element] of array.entries()) {
      visit(node, element, toScalar(element) === undefined ? [...elements, [id, index]] : elements);
    }
  };

  const visitMember = (
    node: TrieNode,
    name: string,
    value: unknown,
    elements: FlatField['elements'],
  ): void => {
    let next: TrieNode | undefined = node;
    for (const step of name.split('.')) {
      next = next.edges.find((edge) => edge.name === step)?.node;
      if (next === undefined) return;
    }
    visit(next, value, elements);
  };

  visit(trie, record, []);
  return found;
}

function membersOf(object: object): readonly (readonly [string, unknown])[] {
  return object instanceof JsonObject
    ? object.members.map(({ name, value }) => [name, value] as const)
    : Object.entries(object);
}
