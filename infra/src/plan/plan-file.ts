import { PlanError } from './plan-error.js';

/** Attributes of a resource, as Terraform writes them. */
export type Values = Readonly<Record<string, unknown>>;

export type ChangeKind = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'none';

/** One resource and what the plan does to it. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Empty for a resource that does not exist yet. */
  readonly before: Values;
  /** Empty for a resource that goes; without what is known only after apply. */
  readonly after: Values;
  /** True, or deeper, wherever the value is known only after apply. */
  readonly unknown: Values;
  /** Top-level attributes that force the replacement. */
  readonly replacedBy: readonly string[];
}

export interface Plan {
  readonly changes: readonly ResourceChange[];
  /** For each address, the addresses that an attribute of its configuration refers to. */
  referencesOf(address: string, attribute: string): readonly string[];
}

/**
 * Reads the output of `terraform show -json <plan>`.
 *
 * @throws PlanError when it is something else: a state, a human-readable plan, no plan at all.
 */
export function readPlan(document: unknown): Plan {
  const root = record(document);
  if (root === undefined || typeof root['format_version'] !== 'string') {
    throw new PlanError('it is not the output of `terraform show -json`');
  }
  // Terraform leaves the list out of a plan for a configuration without resources.
  const changes: unknown = root['resource_changes'] ?? (root['planned_values'] ? [] : undefined);
  if (!Array.isArray(changes)) {
    throw new PlanError('it has no resource_changes, as a state has none');
  }
  const references = referencesByAddress(root['configuration']);
  return {
    changes: changes
      .map(readChange)
      .filter(isManaged)
      .map(({ change }) => change),
    referencesOf: (address, attribute) =>
      references.get(address.replaceAll(/\[[^\]]*\]/g, ''))?.get(attribute) ?? [],
  };
}

interface ModedChange {
  readonly mode: unknown;
  readonly change: ResourceChange;
}

function isManaged({ mode }: ModedChange): boolean {
  return mode !== 'data';
}

function readChange(entry: unknown): ModedChange {
  const { address, type, mode, change } = record(entry) ?? {};
  const { actions, before, after, after_unknown, replace_paths } = record(change) ?? {};
  if (typeof address !== 'string' || typeof type !== 'string' || !Array.isArray(actions)) {
    throw new PlanError('an entry of resource_changes has no address, type or actions');
  }
  return {
    mode,
    change: {
      address,
      type,
      kind: kindOf(actions),
      before: record(before) ?? {},
      after: record(after) ?? {},
      unknown: record(after_unknown) ?? {},
      replacedBy: Array.isArray(replace_paths)
        ? replace_paths.map((path) => String(Array.isArray(path) ? path[0] : path))
        : [],
    },
  };
}

function kindOf(actions: readonly unknown[]): ChangeKind {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'delete';
  if (actions.includes('create')) return 'create';
  if (actions.includes('update')) return 'update';
  if (actions.includes('forget')) return 'forget';
  return 'none';
}

function referencesByAddress(
  configuration: unknown,
): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const visit = (module: unknown, prefix: string): void => {
    const { resources, module_calls } = record(module) ?? {};
    for (const resource of Array.isArray(resources) ? resources : []) {
      const { address, expressions } = record(resource) ?? {};
      const attributes = Object.entries(record(expressions) ?? {}).map(
        ([name, expression]) => [name, [...new Set(referencesIn(expression, prefix))]] as const,
      );
      found.set(`${prefix}${String(address)}`, new Map(attributes));
    }
    for (const [name, call] of Object.entries(record(module_calls) ?? {})) {
      visit(record(call)?.['module'], `${prefix}module.${name}.`);
    }
  };
  visit(record(configuration)?.['root_module'], '');
  return found;
}

/** References as whole resources: `aws_sqs_queue.failures.arn` counts for `aws_sqs_queue.failures`. */
function referencesIn(expression: unknown, prefix: string): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap((item) => referencesIn(item, prefix));
  const inside = record(expression);
  if (inside === undefined) return [];
  const { references } = inside;
  if (Array.isArray(references)) {
    return references.map((one) => prefix + String(one).split('.').slice(0, 2).join('.'));
  }
  return Object.values(inside).flatMap((item) => referencesIn(item, prefix));
}

export function record(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Values)
    : undefined;
}
