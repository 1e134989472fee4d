import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import type { Settings } from './settings.js';

/**
 * Says where a stack keeps its state. Remote state lies in S3, encrypted, locked by S3 itself
 * (`use_lockfile`, so no lock table). The bucket is only in the file when it is given: without it
 * `terraform init` asks for `-backend-config=bucket=...`, and never falls back to a local file.
 *
 * @param stateBucket name of the bucket made by the bootstrap stack (`MILLRACE_STATE_BUCKET`).
 */
export function keepState(
  stack: TerraformStack,
  settings: Pick<Settings, 'environment' | 'region' | 'state'>,
  stateBucket: string | undefined,
): void {
  const name = `${stack.node.id}-${settings.environment}`;
  if (settings.state === 'remote') {
    new RemoteState(stack, {
      bucket: stateBucket ?? '',
      key: `${name}.tfstate`,
      region: settings.region,
      encrypt: true,
    });
    return;
  }
  // Relative to where Terraform runs (cdktf.out/stacks/<id>): the state lies in infra/ and outlives
  // cdktf.out, and the synthesized file holds no path of this machine.
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
}

class RemoteState extends S3Backend {
  protected override synthesizeAttributes(): Record<string, unknown> {
    const { bucket, ...rest } = super.synthesizeAttributes() as Record<string, unknown>;
    return { ...(bucket === '' ? {} : { bucket }), ...rest, use_lockfile: true };
  }
}
