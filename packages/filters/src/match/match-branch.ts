import { toScalar } from '../scalar.js';
import { hasDottedName, ownValue } from './dotted-names.js';
import { matchArray } from './match-array.js';
import { matchFlat } from './match-flat.js';
import type { TrieNode } from './trie.js';
import type { WalkResult } from './walk-result.js';

/** Whether the record has all the fields of the branch. */
export function matchBranch(trie: TrieNode, record: object): boolean {
  const result = walk(trie, record);
  return result === 'dotted' ? matchFlat(trie, record) : result === 'match';
}

/**
 * Goes only the ways that the branch names. Outside arrays each field stands for itself, so the
 * first that fails ends the walk.
 */
function walk(node: TrieNode, value: unknown): WalkResult {
  if (typeof value !== 'object' || value === null) return matchScalar(node, value);
  if (Array.isArray(value)) return matchArray(node, value);
  if (node.leaf !== undefined && !node.leaf.optional) return 'no match';
  if (hasDottedName(value, node)) return 'dotted';
  for (const edge of node.edges) {
    const result = walk(edge.node, ownValue(value, edge.name, edge.inherited));
    if (result !== 'match') return result;
  }
  return 'match';
}

function matchScalar(node: TrieNode, value: unknown): WalkResult {
  const scalar = toScalar(value);
  if (scalar === undefined) return node.optional ? 'match' : 'no match';
  if (!node.restOptional) return 'no match';
  return node.leaf === undefined || node.leaf.test(scalar) ? 'match' : 'no match';
}
