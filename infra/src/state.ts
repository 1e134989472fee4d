import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { InfraError } from './errors.js';
import type { Environment, Settings } from './settings.js';

/** The object that holds a stack's state; its lock is `<key>.tflock` beside it. */
export function stateKey(stackId: string, environment: Environment): string {
  return `${stackId}-${environment}.tfstate`;
}

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
  const key = stateKey(stack.node.id, settings.environment);
  if (settings.state === 'remote') {
    new RemoteState(stack, {
      bucket: stateBucket ?? '',
      key,
      region: settings.region,
      encrypt: true,
    });
    return;
  }
  // Relative to where Terraform runs (cdktf.out/stacks/<id>): the state lies in infra/ and outlives
  // cdktf.out, and the synthesized file holds no path of this machine.
  new LocalBackend(stack, { path: `../../../terraform.${key}` });
}

/**
 * The bucket of the remote state, for what is about to use it.
 *
 * @throws InfraError `STATE_BUCKET_MISSING` when no one has said which it is.
 */
export function requireStateBucket(environment: NodeJS.ProcessEnv): string {
  const bucket = environment['MILLRACE_STATE_BUCKET'];
  // A variable that GitHub does not know comes as empty text.
  if (bucket === undefined || bucket === '') {
    throw new InfraError(
      'STATE_BUCKET_MISSING',
      'MILLRACE_STATE_BUCKET is not set: staging and prod keep their state in S3. Set it to the ' +
        'bucket_name that the bootstrap printed (docs/deploy.md, steps 2 and 3).',
    );
  }
  return bucket;
}

class RemoteState extends S3Backend {
  protected override synthesizeAttributes(): Record<string, unknown> {
    const { bucket, ...rest } = super.synthesizeAttributes() as Record<string, unknown>;
    return { ...(bucket === '' ? {} : { bucket }), ...rest, use_lockfile: true };
  }
}
