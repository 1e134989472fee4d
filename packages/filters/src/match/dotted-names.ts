import type { Leaf } from './leaf.js';
import { isReadable, type Readable } from './property-reader.js';
import type { TrieNode } from './trie.js';

const dot = 46;

/**
 * Whether a field may have, beside its plain way, one on which a single name with dots spells
 * several steps, as `"ship.city"` does. The look goes as far as the first array.
 */
export function hasDottedWay({ steps, readers, lastTwoSteps }: Leaf, record: Readable): boolean {
  const beforeLast = steps.length - 2;
  let value: unknown = record;
  for (let index = 0; index <= beforeLast; index += 1) {
    if (!isReadable(value) || Array.isArray(value)) return false;
    // Two steps from the end a single name is left that could spell them; one look-up tells.
    if (index === beforeLast) return value[lastTwoSteps] !== undefined;
    if (spellsMore(value, steps[index] ?? '')) return true;
    value = readers[index]?.(value);
  }
  return false;
}

/** Whether a name of the object starts with this one and a dot. */
function spellsMore(object: Readable, name: string): boolean {
  const end = name.length;
  for (const other in object) {
    if (other.length > end && other.charCodeAt(end) === dot && other.startsWith(name)) return true;
  }
  return false;
}

/** Whether any object on the ways of the trie, as far as the first array, has a name with dots. */
export function hasDottedNames(node: TrieNode, value: unknown): boolean {
  if (!isReadable(value) || Array.isArray(value)) return false;
  return (
    hasDottedName(node, value) ||
    node.edges.some((edge) => hasDottedNames(edge.node, edge.read(value)))
  );
}

/** Whether a name of the object spells a step of the trie and more. */
export function hasDottedName({ edges }: TrieNode, object: Readable): boolean {
  return edges.some((edge) => spellsMore(object, edge.name));
}
