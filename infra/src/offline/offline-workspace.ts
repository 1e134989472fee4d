import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownTypes } from './provider-behaviour.js';
import { startStubProvider } from './stub-provider.js';
import { type Terraform, terraformIn } from './terraform.js';

export interface OfflinePlan {
  /** What `terraform plan` prints. */
  readonly text: string;
  /** What `terraform show -json` prints of it. */
  readonly json: string;
}

/** A copy of a synthesized stack in which the real Terraform runs against the stub provider. */
export interface OfflineWorkspace {
  readonly folder: string;
  validate(): Promise<void>;
  /** @param args further arguments of `terraform plan`, such as `-replace=<address>`. */
  plan(...args: readonly string[]): Promise<OfflinePlan>;
  /** Applies what is planned: writes made-up state into the copy. Nothing is created anywhere. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

/** Takes the place of the stack's own backend, so that no state of a real environment is touched. */
const localState = { terraform: { backend: { local: { path: 'stub.tfstate' } } } };

/**
 * @param stackFolder folder of a `cdk.tf.json`.
 * @param binary path of `terraform` or `tofu`.
 */
export async function openOfflineWorkspace(
  stackFolder: string,
  binary: string,
): Promise<OfflineWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-offline-'));
  cpSync(stackFolder, folder, { recursive: true });
  writeFileSync(join(folder, 'stub_override.tf.json'), JSON.stringify(localState));
  const provider = await startStubProvider([...new Set([...knownTypes, ...typesIn(folder)])]);
  const terraform = terraformIn(binary, folder, provider.reattach);
  const close = async (): Promise<void> => {
    await provider.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await terraform('init');
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, close, ...commandsOf(terraform) };
}

/** The stub answers at once, so Terraform may ask for all at once: it takes half the time of its usual ten. */
const allAtOnce = '-parallelism=50';

function commandsOf(terraform: Terraform): Pick<OfflineWorkspace, 'validate' | 'plan' | 'apply'> {
  return {
    validate: async () => {
      await terraform('validate');
    },
    plan: async (...args) => {
      const { stdout: text } = await terraform('plan', '-out=stub.tfplan', allAtOnce, ...args);
      const { stdout: json } = await terraform('show', '-json', 'stub.tfplan');
      return { text, json };
    },
    apply: async () => {
      await terraform('apply', '-auto-approve', allAtOnce);
    },
  };
}

function typesIn(folder: string): readonly string[] {
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    readonly resource?: object;
  };
  return Object.keys(resource ?? {});
}
