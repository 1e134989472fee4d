import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOfflineWorkspace } from '../../src/offline/offline-workspace.js';
import type { StackFile } from '../synthesized.js';
import { edited } from './edit.js';
import type { PlanCase } from './plan-case.js';

/** A deployed stack: what was configured, and Terraform's state of it. */
export interface Deployed {
  readonly stack: StackFile;
  /** The state file's text. */
  readonly state: string;
}

interface PlanDocument {
  readonly resource_changes: readonly { readonly address: string }[];
}

/**
 * Plans many edits of one deployed stack with a single run of Terraform: each edit is a module of its
 * own, and no module knows of another. A run for each would spend most of its time on starting.
 *
 * @returns for each title the plan's document, with the changes of that edit alone.
 */
export async function planTogether(
  cases: readonly PlanCase[],
  deployed: Deployed,
  terraform: string,
): Promise<ReadonlyMap<string, unknown>> {
  const named = cases.map((one, index) => ({ ...one, module: `case_${index}` }));
  const modules = named.map(({ module }) => module);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-cases-'));
  const { terraform: settings, provider } = deployed.stack;
  const { required_providers } = settings;
  writeFileSync(
    join(folder, 'cdk.tf.json'),
    JSON.stringify({
      terraform: { required_providers },
      provider,
      module: Object.fromEntries(modules.map((module) => [module, { source: `./${module}` }])),
    }),
  );
  writeFileSync(join(folder, 'stub.tfstate'), stateOfModules(deployed.state, modules));
  for (const { module, edit } of named) {
    mkdirSync(join(folder, module));
    const { provider: _root, ...rest } = JSON.parse(edited(deployed.stack, edit)) as StackFile;
    writeFileSync(
      join(folder, module, 'cdk.tf.json'),
      JSON.stringify({ ...rest, terraform: { required_providers } }),
    );
  }
  const replacements = named.flatMap(({ module, replace }) =>
    replace === undefined ? [] : [`-replace=module.${module}.${replace}`],
  );
  const workspace = await openOfflineWorkspace(folder, terraform);
  try {
    const { json } = await workspace.plan('-refresh=false', ...replacements);
    const plan = JSON.parse(json) as PlanDocument;
    return new Map(named.map(({ title, module }) => [title, planOfModule(plan, module)]));
  } finally {
    await workspace.close();
  }
}

interface State {
  readonly resources: readonly {
    readonly instances: readonly { readonly dependencies?: readonly string[] }[];
  }[];
}

/** The state of as many deployments as there are modules, each in its module. */
function stateOfModules(text: string, modules: readonly string[]): string {
  const state = JSON.parse(text) as State;
  const resources = modules.flatMap((module) =>
    state.resources.map((resource) => ({
      module: `module.${module}`,
      ...resource,
      instances: resource.instances.map((instance) => ({
        ...instance,
        dependencies: (instance.dependencies ?? []).map((address) => `module.${module}.${address}`),
      })),
    })),
  );
  return JSON.stringify({ ...state, resources });
}

function planOfModule(plan: PlanDocument, module: string): PlanDocument {
  return {
    ...plan,
    resource_changes: plan.resource_changes.filter(({ address }) =>
      address.startsWith(`module.${module}.`),
    ),
  };
}
