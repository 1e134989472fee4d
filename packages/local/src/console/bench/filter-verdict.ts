import { type ConditionExplanation, explain } from '@millrace/filters';
import type { FilterLeaf, FilterVerdict } from '../contract.js';

function leavesOf(condition: ConditionExplanation): readonly FilterLeaf[] {
  if (condition.kind === 'field') {
    const { path, matched, text } = condition;
    return [{ path, matched, reason: text }];
  }
  const count = condition.branches.length;
  return condition.branches.flatMap(({ conditions }, index) =>
    conditions.flatMap(leavesOf).map((leaf) => ({
      ...leaf,
      reason: `way ${index + 1} of ${count}: ${leaf.reason}`,
    })),
  );
}

/** What one pattern says of one record, leaf by leaf. @throws InvalidFilterPatternError */
export function filterVerdict(pattern: string, record: unknown): FilterVerdict {
  const { matches, conditions } = explain(pattern, record);
  return { pattern, matched: matches, leaves: conditions.flatMap(leavesOf) };
}
