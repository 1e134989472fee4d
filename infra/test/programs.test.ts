import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';

// Each test starts processes of its own, which take their time on a busy machine.
jest.setTimeout(60_000);

const dist = join(__dirname, '..', 'dist');
const output = mkdtempSync(join(tmpdir(), 'millrace-programs-'));

function run(program: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, program), ...args], {
    env: { PATH: '/nowhere', CDKTF_OUTDIR: output, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('synth', () => {
  test('refuses an environment that it does not know, in one line', () => {
    expect(run('main.js', { MILLRACE_ENV: 'production' })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'MILLRACE_ENV is "production". Set it to one of: dev, staging, prod.\n',
    });
  });
});

describe('the bootstrap', () => {
  test('says what it must be told', () => {
    const { status, stderr } = run('bootstrap/main.js', { AWS_ACCOUNT_ID: '123456789012' });

    expect(status).toBe(1);
    expect(stderr).toMatch(/^The bootstrap must be told:\n {2}- MILLRACE_REPOSITORY/);
  });

  test('is synthesized from what it is told', () => {
    const { status, stdout } = run('bootstrap/main.js', {
      AWS_ACCOUNT_ID: '123456789012',
      MILLRACE_REPOSITORY: 'acme/orders',
      MILLRACE_STATE_BUCKET: 'acme-state',
      MILLRACE_ENV: 'prod',
    });

    expect(status).toBe(0);
    expect(stdout).toContain('Synthesized bootstrap of prod');
  });
});

describe('planning offline without terraform', () => {
  test('is a notice on a laptop', () => {
    const { status, stderr } = run('offline/main.js', {});

    expect(status).toBe(0);
    expect(stderr).toContain('There is no terraform to plan with');
  });

  test('is a failure in a pipeline', () => {
    expect(run('offline/main.js', { CI: 'true' }).status).toBe(1);
  });

  test('a folder called terraform, or no name at all, is no terraform', () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-path-'));
    mkdirSync(join(folder, 'terraform'));

    for (const name of [{}, { TERRAFORM_BINARY_NAME: '' }, { TERRAFORM_BINARY_NAME: folder }]) {
      const { status, stderr } = run('offline/main.js', { PATH: folder, ...name });

      expect(status).toBe(0);
      expect(stderr).toContain('to plan with. Install Terraform or OpenTofu');
    }
  });

  test('names the binary that it was told to use', () => {
    const { stderr } = run('offline/main.js', { TERRAFORM_BINARY_NAME: 'tofu' });

    expect(stderr).toContain('There is no tofu to plan with');
  });
});

describe('the pipeline', () => {
  test('refuses what it does not know, with its usage', () => {
    const { status, stderr } = run('pipeline/main.js', {}, 'paln');

    expect(status).toBe(1);
    expect(stderr).toMatch(/^"paln" is no single command\. Usage: /);
  });

  test('says what to install when there is no terraform', () => {
    const { status, stderr } = run('pipeline/main.js', {}, 'plan');

    expect(status).toBe(1);
    expect(stderr).toContain('Install Terraform 1.10 or later');
  });

  test.each(['staging', 'prod'])(
    'says what to set when it does not know where %s keeps its state',
    (environment) => {
      for (const bucket of [{}, { MILLRACE_STATE_BUCKET: '' }]) {
        const { status, stderr } = run(
          'pipeline/main.js',
          { MILLRACE_ENV: environment, ...bucket },
          'plan',
        );

        expect(status).toBe(1);
        expect(stderr).toMatch(/^MILLRACE_STATE_BUCKET is not set: .*\(docs\/deploy\.md/);
      }
    },
  );

  test('has nothing to apply before something was planned', () => {
    const { status, stderr } = run(
      'pipeline/main.js',
      { TERRAFORM_BINARY_NAME: process.execPath, CDKTF_OUTDIR: join(output, 'unplanned') },
      'apply',
    );

    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no saved plan at .*stack\.tfplan\. Make one with "plan"/);
  });

  describe('on GitHub', () => {
    const summary = join(mkdtempSync(join(tmpdir(), 'millrace-summary-')), 'summary.md');

    function plan(change: object, env: Readonly<Record<string, string>>) {
      writeFileSync(summary, 'written before\n');
      return run(
        'pipeline/main.js',
        {
          MILLRACE_ENV: 'prod',
          MILLRACE_STATE_BUCKET: 'acme-state',
          TERRAFORM_BINARY_NAME: terraformThatPlans([change]),
          CDKTF_OUTDIR: join(output, 'summarized'),
          ...env,
        },
        'plan',
      );
    }

    test('shows reviewers on the page of the run what a plan would lose, and still fails', () => {
      const deletion = {
        address: 'aws_sqs_queue.parking',
        mode: 'managed',
        type: 'aws_sqs_queue',
        change: { actions: ['delete'], before: { name: 'parking' }, after: null },
      };

      expect(plan(deletion, { GITHUB_STEP_SUMMARY: summary }).status).toBe(1);
      expect(readFileSync(summary, 'utf8')).toMatch(
        /^written before\n### Plan of orders \(prod\)\n\n1 loss, [\s\S]*`aws_sqs_queue\.parking`/,
      );
    });

    test('writes no summary where there is no page for it', () => {
      const nothing = {
        address: 'aws_sqs_queue.parking',
        mode: 'managed',
        type: 'aws_sqs_queue',
        change: { actions: ['no-op'], before: {}, after: {} },
      };

      expect(plan(nothing, { GITHUB_STEP_SUMMARY: '' }).status).toBe(0);
      expect(readFileSync(summary, 'utf8')).toBe('written before\n');
    });
  });

  test('a comment outside of a pull request says where it belongs', () => {
    const { status, stderr } = run('pipeline/comment-main.js', {});

    expect(status).toBe(1);
    expect(stderr).toContain('GITHUB_REPOSITORY is not set');
  });
});

/** A program that stands in for Terraform and shows the given changes as its plan. */
function terraformThatPlans(changes: readonly object[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'millrace-planner-')), 'terraform');
  const plan = { format_version: '1.2', resource_changes: changes };
  writeFileSync(
    file,
    `#!${process.execPath}\nif (process.argv.includes('-json')) console.log(${JSON.stringify(JSON.stringify(plan))});\n`,
  );
  chmodSync(file, 0o755);
  return file;
}
