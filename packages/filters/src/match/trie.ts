import type { Branch } from './branches.js';
import { type Leaf, makeLeaf } from './leaf.js';

/**
 * The fields of one branch, arranged by the names on their way. Names are cut at dots, because
 * `{"a.b": …}` and `{"a": {"b": …}}` are one way.
 */
export interface TrieNode {
  /** The field that ends here. */
  readonly leaf: Leaf | undefined;
  readonly edges: readonly TrieEdge[];
  /** All ways on from here that a single name with dots could spell. */
  readonly dottedNames: readonly string[] | undefined;
  /** Whether every field below (not the one that ends here) may be absent. */
  readonly restOptional: boolean;
  /** The same, with the field that ends here. */
  readonly optional: boolean;
}

export interface TrieEdge {
  readonly name: string;
  /** Whether every object inherits something of this name, which is then not the record's. */
  readonly inherited: boolean;
  readonly node: TrieNode;
}

/** Longer ways are not spelled out beforehand: their number grows with the square of the length. */
const maxSpelledOut = 24;

interface Growing {
  leaf: Leaf | undefined;
  readonly children: Map<string, Growing>;
}

export function buildTrie(branch: Branch): TrieNode {
  const root: Growing = { leaf: undefined, children: new Map() };
  const paths = [...branch.keys()].sort();
  for (const [rank, path] of paths.entries()) {
    const field = branch.get(path);
    if (field === undefined) continue;
    let node = root;
    for (const name of path.split('.')) {
      const next = node.children.get(name) ?? { leaf: undefined, children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.leaf = makeLeaf(field, rank);
  }
  return freezeNode(root);
}

function freezeNode({ leaf, children }: Growing): TrieNode {
  const edges = [...children].map(
    ([name, child]): TrieEdge => ({
      name,
      inherited: name in Object.prototype,
      node: freezeNode(child),
    }),
  );
  // Fields that end at the next name are the cheapest to ask, so they are asked first.
  edges.sort((a, b) => a.node.edges.length - b.node.edges.length);
  const restOptional = edges.every(({ node }) => node.optional);
  return {
    leaf,
    edges,
    dottedNames: spellOut(edges),
    restOptional,
    optional: restOptional && (leaf === undefined || leaf.optional),
  };
}

function spellOut(edges: readonly TrieEdge[]): readonly string[] | undefined {
  const names: string[] = [];
  for (const { name, node } of edges) {
    if (node.dottedNames === undefined) return undefined;
    for (const next of node.edges) names.push(`${name}.${next.name}`);
    for (const dotted of node.dottedNames) names.push(`${name}.${dotted}`);
  }
  return names.length > maxSpelledOut ? undefined : names;
}
