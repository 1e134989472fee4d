import type { Plan, ResourceChange } from './plan-file.js';

/**
 * How bad it is. `loss`: records, or the means to recover them, are gone for good. `risk`: nothing
 * is lost by the change itself, but it takes away what keeps a later mishap from being a loss.
 * `note`: worth a reviewer's look.
 */
export type Level = 'loss' | 'risk' | 'note';

/** One thing that a reviewer should know of before this plan is applied. */
export interface Finding {
  /** Stable name of the rule, such as `stream-off`. */
  readonly rule: string;
  readonly level: Level;
  /** Terraform address of the resource. */
  readonly resource: string;
  /** What happens to records. */
  readonly effect: string;
  /** How to do it safely. */
  readonly advice: string;
}

/** What a rule may know besides the change itself. */
export interface RuleContext {
  readonly plan: Plan;
  /** Stream records to try filters on; empty when none were given. */
  readonly sample: readonly unknown[];
}

/** Looks at one change, and says what is dangerous in it. */
export type Rule = (change: ResourceChange, context: RuleContext) => readonly Finding[];

/** A finding about a change; the rule adds what is particular. */
export function finding(
  change: ResourceChange,
  level: Level,
  rule: string,
  effect: string,
  advice: string,
): Finding {
  return { rule, level, resource: change.address, effect, advice };
}
