import { type FlatField, flattenFields } from './flatten-fields.js';
import type { Leaf } from './leaf.js';
import type { TrieNode } from './trie.js';

/** Which element of which array has been chosen so far. */
type Bindings = ReadonlyMap<number, number>;

interface LeafFields {
  readonly leaf: Leaf;
  readonly fields: readonly FlatField[];
  /** The arrays that this field or a later one could still bind. */
  readonly arraysAhead: ReadonlySet<number>;
}

/**
 * The same question as the walk, asked the way AWS's engine asks it: field by field in the order of
 * paths, trying every value that agrees with the elements chosen so far. Slower, and needed only
 * where one path has several sources: names with dots, or equal names in a JSON text.
 */
export function matchFlat(trie: TrieNode, record: unknown): boolean {
  return search(orderLeaves(flattenFields(trie, record)), 0, new Map(), new Set());
}

function orderLeaves(byLeaf: ReadonlyMap<Leaf, readonly FlatField[]>): readonly LeafFields[] {
  const ahead = new Set<number>();
  return [...byLeaf]
    .sort(([a], [b]) => b.rank - a.rank)
    .map(([leaf, fields]) => {
      for (const { elements } of fields) for (const [array] of elements) ahead.add(array);
      return { leaf, fields, arraysAhead: new Set(ahead) };
    })
    .reverse();
}

function search(
  leaves: readonly LeafFields[],
  index: number,
  bindings: Bindings,
  deadEnds: Set<string>,
): boolean {
  const current = leaves[index];
  if (current === undefined) return true;
  const state = describeState(current, index, bindings);
  if (deadEnds.has(state)) return false;

  const { leaf, fields } = current;
  const open = fields.filter((field) => agrees(field, bindings));
  const found =
    open.length === 0
      ? leaf.optional && search(leaves, index + 1, bindings, deadEnds)
      : open.some(
          (field) =>
            leaf.test(field.value) && search(leaves, index + 1, bind(field, bindings), deadEnds),
        );
  if (!found) deadEnds.add(state);
  return found;
}

function agrees({ elements }: FlatField, bindings: Bindings): boolean {
  return elements.every(([array, element]) => (bindings.get(array) ?? element) === element);
}

function bind({ elements }: FlatField, bindings: Bindings): Bindings {
  return elements.length === 0 ? bindings : new Map([...bindings, ...elements]);
}

/** Two searches that stand at the same field with the same choices that still matter end alike. */
function describeState({ arraysAhead }: LeafFields, index: number, bindings: Bindings): string {
  const choices = [...bindings].filter(([array]) => arraysAhead.has(array));
  return `${index}:${choices.sort(([a], [b]) => a - b).join(';')}`;
}
