import type { Branch } from './branches.js';
import { type Leaf, makeLeaf } from './leaf.js';
import { type PropertyReader, propertyReader } from './property-reader.js';

/**
 * The fields of one branch, arranged by the names on their way. Names are cut at dots, because
 * `{"a.b": …}` and `{"a": {"b": …}}` are one way.
 */
export interface TrieNode {
  /** The field that ends here. */
  readonly leaf: Leaf | undefined;
  readonly edges: readonly TrieEdge[];
  /** A field that ends below and may not be absent, if there is one. */
  readonly requiredBelow: Leaf | undefined;
  /** The same, with the field that ends here. */
  readonly required: Leaf | undefined;
  /** All fields here and below that may be absent. */
  readonly optionals: readonly Leaf[];
}

export interface TrieEdge {
  readonly name: string;
  readonly read: PropertyReader;
  readonly node: TrieNode;
}

interface Growing {
  leaf: Leaf | undefined;
  readonly children: Map<string, Growing>;
}

export function buildTrie(branch: Branch): TrieNode {
  const root: Growing = { leaf: undefined, children: new Map() };
  const fields = [...branch.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [rank, field] of fields.entries()) {
    const leaf = makeLeaf(field, rank);
    let node = root;
    for (const name of leaf.steps) {
      const next = node.children.get(name) ?? { leaf: undefined, children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.leaf = leaf;
  }
  return freezeNode(root);
}

function freezeNode({ leaf, children }: Growing): TrieNode {
  const edges = [...children].map(
    ([name, child]): TrieEdge => ({
      name,
      read: propertyReader(name),
      node: freezeNode(child),
    }),
  );
  // Fields that end at the next name are the cheapest to ask, so they are asked first.
  edges.sort((a, b) => a.node.edges.length - b.node.edges.length);
  const requiredBelow = edges.find(({ node }) => node.required !== undefined)?.node.required;
  return {
    leaf,
    edges,
    requiredBelow,
    required: leaf === undefined || leaf.optional ? requiredBelow : leaf,
    optionals: [
      ...(leaf?.optional === true ? [leaf] : []),
      ...edges.flatMap(({ node }) => node.optionals),
    ],
  };
}

/** All fields here and below. */
export function leavesOf(node: TrieNode): readonly Leaf[] {
  const below = node.edges.flatMap((edge) => leavesOf(edge.node));
  return node.leaf === undefined ? below : [node.leaf, ...below];
}
