import type { Finding, Level, Rule } from './finding.js';
import { readPlan } from './plan-file.js';
import { concurrencyRule } from './rules/concurrency.js';
import { deletedStoreRule } from './rules/deleted-store.js';
import { failureHandlingRule } from './rules/failure-handling.js';
import { filterRule } from './rules/filter.js';
import { iamRule } from './rules/iam.js';
import { mappingRule } from './rules/mapping.js';
import { retentionRule } from './rules/retention.js';
import { streamRule } from './rules/stream.js';
import { tableRule } from './rules/table.js';
import { visibilityRule } from './rules/visibility.js';

const rules: readonly Rule[] = [
  tableRule,
  streamRule,
  mappingRule,
  filterRule,
  failureHandlingRule,
  deletedStoreRule,
  retentionRule,
  concurrencyRule,
  iamRule,
  visibilityRule,
];

export interface CheckOptions {
  /** Addresses whose losses are intended. */
  readonly allow?: readonly string[];
  /** Stream records, as a function receives them, to try a changed filter on. */
  readonly sample?: readonly unknown[];
}

/** A finding, and whether someone has said that it is intended. */
export interface JudgedFinding extends Finding {
  readonly allowed: boolean;
}

export interface PlanReport {
  /** Worst first, then in the plan's order. */
  readonly findings: readonly JudgedFinding[];
  /** Losses that nobody has allowed: above 0, the plan should not be applied. */
  readonly losses: number;
  /** Allowances that met no finding: most likely misspelt. */
  readonly unusedAllowances: readonly string[];
}

const severity: Readonly<Record<Level, number>> = { loss: 0, risk: 1, note: 2 };

/**
 * Says what a plan would do to records that are on their way, and to what is needed to recover them.
 *
 * @param document the parsed output of `terraform show -json <plan>`.
 * @throws PlanError for anything else.
 */
export function checkPlan(document: unknown, options: CheckOptions = {}): PlanReport {
  const plan = readPlan(document);
  const allow = options.allow ?? [];
  const context = { plan, sample: options.sample ?? [] };
  const findings = withoutRepeats(
    plan.changes.flatMap((change) => rules.flatMap((rule) => rule(change, context))),
  )
    .map((one) => ({ ...one, allowed: allow.includes(one.resource) }))
    .sort((one, two) => severity[one.level] - severity[two.level]);
  return {
    findings,
    losses: findings.filter(({ level, allowed }) => level === 'loss' && !allowed).length,
    unusedAllowances: allow.filter(
      (address) => !findings.some(({ resource }) => resource === address),
    ),
  };
}

/** Two mappings of one function and one queue lead to one and the same finding. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}
