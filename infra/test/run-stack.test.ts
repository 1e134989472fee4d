import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { knownTypes } from '../src/offline/provider-behaviour.js';
import { type StubProvider, startStubProvider } from '../src/offline/stub-provider.js';
import type { StackArguments } from '../src/pipeline/arguments.js';
import { planFiles, runStack } from '../src/pipeline/run-stack.js';
import { terraformProcess } from '../src/pipeline/terraform-process.js';
import { synthesized } from './synthesized.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

interface PlanJson {
  readonly resource_changes: readonly {
    readonly change: { readonly actions: readonly string[] };
  }[];
}

describeWithTerraform('the pipeline, with the real Terraform and a stub provider', () => {
  let provider: StubProvider;
  let folder: string;
  let printed: string[];

  beforeEach(async () => {
    provider = await startStubProvider(knownTypes);
    printed = [];
    folder = synthesized('dev').folder;
  });
  afterEach(() => provider.stop());

  function run(args: Partial<StackArguments>, agree = true, allowedLosses: string[] = []) {
    return runStack({
      folder,
      terraform: terraformProcess({
        binary: requireTerraform(),
        folder,
        environment: { PATH: process.env['PATH'], TF_REATTACH_PROVIDERS: provider.reattach },
        terminal: 'ignore',
      }),
      arguments: { command: 'plan', allow: [], lock: true, yes: false, ...args },
      allowedLosses,
      stateBucket: undefined,
      print: (text) => printed.push(text),
      publish: () => {},
      confirm: async () => agree,
    });
  }

  function edit(before: string, after: string): void {
    const file = join(folder, 'cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(before, after));
  }

  test('a plan is saved, as itself, as JSON, as text, and judged', async () => {
    expect(await run({})).toBe(0);
    expect(Object.values(planFiles).filter((name) => !existsSync(join(folder, name)))).toEqual([]);
    expect(printed.join()).toContain('This plan loses no records');
  }, 60_000);

  test('the environment that was planned before leaves nothing behind for the next', async () => {
    await run({ command: 'deploy', yes: true });
    edit('terraform.orders-dev.tfstate', 'terraform.orders-other.tfstate');

    expect(await run({})).toBe(0);
    const { resource_changes } = JSON.parse(
      readFileSync(join(folder, planFiles.json), 'utf8'),
    ) as PlanJson;
    expect(new Set(resource_changes.flatMap(({ change }) => change.actions))).toEqual(
      new Set(['create']),
    );
  }, 60_000);

  test('a deployment that nobody agrees to applies nothing', async () => {
    expect(await run({ command: 'deploy' }, false)).toBe(1);
    expect(stateOf(folder)).toBe(false);
  }, 60_000);

  test('a deployment applies its own plan, and a saved plan can be applied on its own', async () => {
    await run({});
    expect(await run({ command: 'apply' })).toBe(0);
    expect(stateOf(folder)).toBe(true);
    expect(await run({ command: 'deploy', yes: true })).toBe(0);
  }, 60_000);

  test('a deployment stops at a loss that nobody allowed', async () => {
    await run({ command: 'deploy', yes: true });
    edit('"NEW_AND_OLD_IMAGES"', '"KEYS_ONLY"');

    expect(await run({ command: 'deploy', yes: true })).toBe(1);
    expect(printed.at(-1)).toContain('stream-view-changed');
  }, 60_000);

  test('a plan passes once its losses are allowed in the file that is reviewed', async () => {
    await run({ command: 'deploy', yes: true });
    edit('"NEW_AND_OLD_IMAGES"', '"KEYS_ONLY"');

    const both = ['aws_dynamodb_table.orders', 'aws_lambda_event_source_mapping.consumer_mapping'];
    expect(await run({}, true, both)).toBe(0);
  }, 60_000);
});

/** The local state of dev stands three folders above; in these tests, beside the synthesized output. */
function stateOf(folder: string): boolean {
  return existsSync(join(folder, '..', '..', '..', 'terraform.orders-dev.tfstate'));
}
