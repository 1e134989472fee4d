import { refuse } from '../operators/fault.js';
import type { FieldCondition, Pattern } from '../pattern/pattern.js';

/** A way to match: fields that must all match together, by their path. */
export type Branch = ReadonlyMap<string, FieldCondition>;

/**
 * Branches multiply: three `$or` of ten objects are a thousand. Beyond this a pattern is refused,
 * so that the work for one record stays small whatever the pattern says.
 */
export const maxBranches = 1000;

/**
 * Writes the `$or`s of a pattern out. A path that comes again replaces what came before, without a
 * word, even across a `$or`, as it does in AWS's engine.
 */
export function expandBranches(
  pattern: Pattern,
  before: readonly Branch[] = [new Map()],
): readonly Branch[] {
  let branches = before;
  for (const condition of pattern) {
    if (condition.kind === 'field') {
      branches = branches.map((branch) => new Map(branch).set(condition.path, condition));
      continue;
    }
    const expanded: Branch[] = [];
    for (const alternative of condition.branches) {
      expanded.push(...expandBranches(alternative, branches));
      if (expanded.length > maxBranches) refuseCombinations(condition.place);
    }
    branches = expanded;
  }
  return branches;
}

function refuseCombinations(place: string): never {
  return refuse(
    'TOO_MANY_COMBINATIONS',
    place,
    `The $or conditions multiply to more than ${maxBranches} combinations`,
    'Split the pattern into several filters.',
  );
}
