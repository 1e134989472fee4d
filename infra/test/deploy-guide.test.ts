import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type StubProvider, startStubProvider } from '../src/offline/stub-provider.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

// Each test starts processes of its own, which take their time on a busy machine.
jest.setTimeout(120_000);

const repository = join(__dirname, '..', '..');

/** The commands of docs/deploy.md that prepare an account, as they stand there. */
function bootstrapCommands(): string {
  const guide = readFileSync(join(repository, 'docs', 'deploy.md'), 'utf8');
  const block = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].find(([, text]) =>
    text?.includes('npm run bootstrap'),
  )?.[1];
  if (block === undefined) throw new Error('docs/deploy.md does not run the bootstrap any more');
  return block;
}

interface BootstrapState {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly name?: string } }[];
  }[];
}

describeWithTerraform('docs/deploy.md, run word for word against a stub provider', () => {
  let provider: StubProvider;
  let root: string;

  beforeEach(async () => {
    provider = await startStubProvider([
      'aws_iam_openid_connect_provider',
      'aws_iam_policy',
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_s3_bucket',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_versioning',
    ]);
    root = mkdtempSync(join(tmpdir(), 'millrace-guide-'));
    mkdirSync(join(root, 'bin'));
    symlinkSync(requireTerraform(), join(root, 'bin', 'terraform'));
  });
  afterEach(() => provider.stop());

  function bootstrap(environment: string): Promise<unknown> {
    const commands = bootstrapCommands()
      .replace('MILLRACE_ENV=staging', `MILLRACE_ENV=${environment}`)
      // What `npm run bootstrap` runs, without the install that stands before it.
      .replace('npm run bootstrap', `node ${repository}/infra/dist/bootstrap/main.js`);
    return promisify(execFile)('bash', ['-euc', commands], {
      cwd: root,
      env: {
        PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
        CDKTF_OUTDIR: join(root, 'infra', 'cdktf.bootstrap.out'),
        TF_REATTACH_PROVIDERS: provider.reattach,
        TF_CLI_ARGS_apply: '-auto-approve',
        TF_INPUT: '0',
        CHECKPOINT_DISABLE: '1',
      },
    });
  }

  function namesIn(environment: string, of: string): readonly (string | undefined)[] {
    const file = join(root, 'infra', `terraform.bootstrap-${environment}.tfstate`);
    expect(existsSync(file)).toBe(true);
    return (JSON.parse(readFileSync(file, 'utf8')) as BootstrapState).resources
      .filter(({ type }) => type === of)
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.name));
  }

  test('prepares one environment after the other, each with a state of its own', async () => {
    await bootstrap('staging');
    await bootstrap('prod');

    for (const environment of ['staging', 'prod']) {
      expect(namesIn(environment, 'aws_iam_role')).toEqual([
        `millrace-${environment}-deploy`,
        `millrace-${environment}-plan`,
      ]);
      expect(namesIn(environment, 'aws_iam_policy')).toEqual([`millrace-${environment}-boundary`]);
    }
  });
});
