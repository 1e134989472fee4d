import { validationException } from '../aws-error.js';
import type { Members } from './engine-types.js';

/** Time to parse grows fourfold with each open bracket, and an unclosed one is the worst of all. */
const DEEPEST = 5;
const DEEPEST_UNBALANCED = 2;

/**
 * Refuses expressions that would keep dynalite's parser busy for minutes and everyone waiting.
 * DynamoDB takes up to 4 KB of any shape; expressions that people write nest two or three deep.
 *
 * @throws AwsError ValidationException
 */
export function checkNesting(body: Members): void {
  for (const [name, value] of Object.entries(body)) {
    if (!name.endsWith('Expression') || typeof value !== 'string') continue;
    const { deepest, isBalanced } = measure(value);
    if (!isBalanced && deepest > DEEPEST_UNBALANCED) {
      throw validationException(`Invalid ${name}: Syntax error; the parentheses do not match`);
    }
    if (deepest > DEEPEST) {
      throw validationException(
        `Invalid ${name}: The expression nests ${deepest} parentheses; the embedded table reads at most ${DEEPEST}`,
      );
    }
  }
}

function measure(expression: string): { readonly deepest: number; readonly isBalanced: boolean } {
  let depth = 0;
  let deepest = 0;
  for (const character of expression) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    deepest = Math.max(deepest, depth);
    if (depth < 0) return { deepest, isBalanced: false };
  }
  return { deepest, isBalanced: depth === 0 };
}
