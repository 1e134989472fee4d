import { toScalar } from '../scalar.js';
import { hasDottedNames, hasDottedWay } from './dotted-names.js';
import type { Leaf } from './leaf.js';
import { matchArray } from './match-array.js';
import { matchFlat } from './match-flat.js';
import { isReadable, type Readable } from './property-reader.js';
import type { TrieNode } from './trie.js';

/**
 * Whether the record has all the fields of the branch.
 *
 * Three ways to the answer, each taken only when the one before cannot tell: field by field, which
 * is enough without arrays; down the trie, where fields meet in elements of arrays; and the
 * engine's own search, where a name with dots gives a field a second way, so that one that failed
 * may match and one that matched by absence may be present.
 */
export function matchBranch(trie: TrieNode, leaves: readonly Leaf[], record: Readable): boolean {
  let meetsArray = false;
  for (const leaf of leaves) {
    const answer = askField(leaf, record);
    if (answer === false) return hasDottedWay(leaf, record) && matchFlat(trie, record);
    if (answer === 'array') meetsArray = true;
  }
  if (meetsArray) return matchInArrays(trie, record);
  for (const leaf of trie.optionals) {
    if (hasDottedWay(leaf, record)) return matchFlat(trie, record);
  }
  return true;
}

function askField(leaf: Leaf, record: Readable): boolean | 'array' {
  let value: unknown = record;
  for (const read of leaf.readers) {
    if (!isReadable(value)) return leaf.optional;
    if (Array.isArray(value)) return 'array';
    value = read(value);
  }
  if (typeof value === 'string') return leaf.test(value);
  if (Array.isArray(value)) return 'array';
  const scalar = toScalar(value);
  return scalar === undefined ? leaf.optional : leaf.test(scalar);
}

function matchInArrays(trie: TrieNode, record: Readable): boolean {
  const result = walk(trie, record);
  if (result === 'match' && trie.optionals.length === 0) return true;
  const certain = result !== 'dotted' && !hasDottedNames(trie, record);
  return certain ? result === 'match' : matchFlat(trie, record);
}

/** Goes down to the arrays; what stands outside of them has matched already. */
function walk(node: TrieNode, value: unknown): 'match' | 'no match' | 'dotted' {
  if (!isReadable(value)) return 'match';
  if (Array.isArray(value)) return matchArray(node, value);
  for (const edge of node.edges) {
    const result = walk(edge.node, edge.read(value));
    if (result !== 'match') return result;
  }
  return 'match';
}
