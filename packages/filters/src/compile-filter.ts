import { JsonObject } from './json/json-value.js';
import { parseJson } from './json/parse-json.js';
import { expandBranches } from './match/branches.js';
import { matchBranch } from './match/match-branch.js';
import { matchFlat } from './match/match-flat.js';
import { buildTrie, type TrieNode } from './match/trie.js';
import { parsePattern } from './pattern/parse-pattern.js';
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
  const tries = expandBranches(parsePattern(text)).map(buildTrie);
  return {
    pattern: text,
    matches: matcherOf(tries),
    matchesText(json) {
      const record = readRecord(json);
      return record !== undefined && tries.some((trie) => matchFlat(trie, record));
    },
  };
}

function matcherOf(tries: readonly TrieNode[]): (record: unknown) => boolean {
  const [only, ...others] = tries;
  if (only !== undefined && others.length === 0) {
    return (record) => isObject(record) && matchBranch(only, record);
  }
  return (record) => isObject(record) && tries.some((trie) => matchBranch(trie, record));
}

function isObject(record: unknown): record is object {
  return typeof record === 'object' && record !== null && !Array.isArray(record);
}

function readRecord(json: string): JsonObject | undefined {
  try {
    const { value } = parseJson(json);
    return value instanceof JsonObject ? value : undefined;
  } catch {
    return undefined;
  }
}
