import { JsonObject, type JsonValue } from './json/json-value.js';
import { losesByParsing } from './json/loses-by-parsing.js';
import { JsonSyntaxError, parseJson } from './json/parse-json.js';
import { expandBranches } from './match/branches.js';
import type { Leaf } from './match/leaf.js';
import { matchBranch } from './match/match-branch.js';
import { matchFlat } from './match/match-flat.js';
import { isReadable, type Readable } from './match/property-reader.js';
import { buildTrie, leavesOf, type TrieNode } from './match/trie.js';
import { parsePattern } from './pattern/parse-pattern.js';
import type { Pattern } from './pattern/pattern.js';
import { patternText } from './pattern/pattern-text.js';

/** A pattern that was checked and made ready; it holds no state and may be shared. */
export interface CompiledFilter {
  /** The pattern's text, as it would be sent to AWS. */
  readonly pattern: string;
  /**
   * Whether a record passes. The record is what Lambda hands to the function, in its wire form.
   * It is not changed, and whatever it is, nothing is thrown: what is not an object matches nothing.
   */
  matches(record: unknown): boolean;
  /**
   * The same for a record in JSON. It sees what `JSON.parse` loses: numbers that a double cannot
   * hold, and names that come twice. A text that is not JSON matches nothing.
   */
  matchesText(json: string): boolean;
}

/**
 * Checks a filter pattern and makes it ready to match records. It matches as AWS's own engine
 * (event-ruler 2) does, array consistency included.
 *
 * @param pattern its JSON text, or the same as an object.
 * @throws InvalidFilterPatternError
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function compileFilter(pattern: string | object): CompiledFilter {
  const text = typeof pattern === 'string' ? pattern : patternText(pattern);
  return { pattern: text, ...compileParsed(parsePattern(text)) };
}

/** Makes a pattern that was read already ready to match. */
export function compileParsed(pattern: Pattern): Omit<CompiledFilter, 'pattern'> {
  const tries = expandBranches(pattern).map(buildTrie);
  const matches = matcherOf(tries);
  return {
    matches,
    matchesText(json) {
      const record = readWholeJson(json);
      if (!(record instanceof JsonObject)) return false;
      return losesByParsing(record)
        ? tries.some((trie) => matchFlat(trie, record))
        : matches(JSON.parse(json));
    },
  };
}

function matcherOf(tries: readonly TrieNode[]): (record: unknown) => boolean {
  const branches = tries.map((trie) => ({ trie, leaves: leavesInOrder(trie) }));
  const [only, ...others] = branches;
  if (only !== undefined && others.length === 0) {
    return (record) => isObject(record) && matchBranch(only.trie, only.leaves, record);
  }
  return (record) =>
    isObject(record) && branches.some(({ trie, leaves }) => matchBranch(trie, leaves, record));
}

/** The shortest way first: what costs least to ask is asked first. */
function leavesInOrder(trie: TrieNode): readonly Leaf[] {
  return [...leavesOf(trie)].sort((a, b) => a.steps.length - b.steps.length);
}

function isObject(record: unknown): record is Readable {
  return isReadable(record) && !Array.isArray(record);
}

function readWholeJson(json: string): JsonValue | undefined {
  try {
    const { value, end } = parseJson(json);
    return json.slice(end).trim() === '' ? value : undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
