import { toScalar } from '../scalar.js';
import { hasDottedName } from './dotted-names.js';
import { isReadable, type Readable } from './property-reader.js';
import type { TrieNode } from './trie.js';

/** `dotted` when a name with dots stands below the array, so that a field may have several ways. */
export type ArrayResult = 'match' | 'no match' | 'dotted';

/**
 * How the fields of a trie node fare below a value that stands in an array. All numbers are ranks
 * of fields; `failed` and `none` stand for no rank.
 */
interface Outcome {
  /** The first field that found a matching value, `none` if all fields match by absence, or `failed`. */
  readonly whole: number;
  /** The same without the field that ends at the node itself. */
  readonly rest: number;
  /** The first field that has a value here, matching or not. */
  readonly present: number;
  readonly restPresent: number;
}

const failed = -1;
const none = Number.POSITIVE_INFINITY;

/** JSON nests arrays this deep only by mistake or malice; what lies deeper is not looked at. */
const maxArrayDepth = 256;

interface Search {
  dotted: boolean;
  depth: number;
  /** Arrays inside arrays that were seen already: a cycle ends here, and nothing is searched twice. */
  readonly seen: Map<TrieNode, Map<object, Outcome>>;
}

/**
 * Whether the fields match below an array. Fields that find their values in elements (objects or
 * arrays, not scalars) of one array must find them in the same element.
 *
 * A field that matches by absence must be absent from the elements that are still open at its
 * turn, and turns go by path. So an element serves only if no field earlier than its own first
 * match has a value anywhere in the array: the first field present in the array must be the first
 * that matches in the element. That one comparison is what lets each element be looked at once.
 */
export function matchArray(node: TrieNode, array: readonly unknown[]): ArrayResult {
  const search: Search = { dotted: false, depth: 0, seen: new Map() };
  const outcome = inArray(node, array, search);
  if (search.dotted) return 'dotted';
  return outcome.whole === failed ? 'no match' : 'match';
}

function inValue(node: TrieNode, value: unknown, search: Search): Outcome {
  if (Array.isArray(value)) return inNestedArray(node, value, search);
  const scalar = toScalar(value);
  if (scalar !== undefined) {
    const rest = node.requiredBelow === undefined ? none : failed;
    const { leaf } = node;
    if (leaf === undefined) return { whole: rest, rest, present: none, restPresent: none };
    const whole = rest !== failed && leaf.test(scalar) ? leaf.rank : failed;
    return { whole, rest, present: leaf.rank, restPresent: none };
  }
  if (!isReadable(value)) return absent(node);
  return inObject(node, value, search);
}

function inObject(node: TrieNode, object: Readable, search: Search): Outcome {
  if (hasDottedName(node, object)) search.dotted = true;
  let rest = none;
  let present = none;
  for (const edge of node.edges) {
    const outcome = inValue(edge.node, edge.read(object), search);
    if (outcome.whole < rest) rest = outcome.whole;
    if (outcome.present < present) present = outcome.present;
  }
  const whole = node.leaf !== undefined && !node.leaf.optional ? failed : rest;
  return { whole, rest, present, restPresent: present };
}

function inNestedArray(node: TrieNode, array: readonly unknown[], search: Search): Outcome {
  if (search.depth >= maxArrayDepth) return absent(node);
  const seenHere = search.seen.get(node) ?? new Map<object, Outcome>();
  search.seen.set(node, seenHere);
  const known = seenHere.get(array);
  if (known !== undefined) return known;
  seenHere.set(array, absent(node));
  search.depth += 1;
  const outcome = inArray(node, array, search);
  search.depth -= 1;
  seenHere.set(array, outcome);
  return outcome;
}

function inArray(node: TrieNode, array: readonly unknown[], search: Search): Outcome {
  const { leaf } = node;
  let scalarMatches = false;
  let present = none;
  let restPresent = none;
  let firstWhole = none;
  let firstRest = none;
  for (const element of array) {
    const scalar = toScalar(element);
    if (scalar !== undefined) {
      // A scalar belongs to the array as a whole, so it binds no element.
      if (leaf === undefined) continue;
      present = leaf.rank;
      scalarMatches ||= leaf.test(scalar);
      continue;
    }
    const outcome = inValue(node, element, search);
    if (outcome.present < present) present = outcome.present;
    if (outcome.restPresent < restPresent) restPresent = outcome.restPresent;
    if (outcome.whole !== failed && outcome.whole < firstWhole) firstWhole = outcome.whole;
    if (outcome.rest !== failed && outcome.rest < firstRest) firstRest = outcome.rest;
  }
  const rest = settle(firstRest, restPresent, node.requiredBelow === undefined);
  const whole =
    leaf !== undefined && scalarMatches && rest !== failed
      ? leaf.rank
      : settle(firstWhole, present, node.required === undefined);
  return { whole, rest, present, restPresent };
}

function settle(firstMatch: number, firstPresent: number, optional: boolean): number {
  if (firstPresent === none) return optional ? none : failed;
  return firstMatch === firstPresent ? firstMatch : failed;
}

function absent(node: TrieNode): Outcome {
  return {
    whole: node.required === undefined ? none : failed,
    rest: node.requiredBelow === undefined ? none : failed,
    present: none,
    restPresent: none,
  };
}
