import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { knownTypes } from '../src/offline/provider-behaviour.js';
import { type StubProvider, startStubProvider } from '../src/offline/stub-provider.js';
import type { StackArguments } from '../src/pipeline/arguments.js';
import { planFiles, runStack } from '../src/pipeline/run-stack.js';
import { terraformProcess } from '../src/pipeline/terraform-process.js';
import { synthesized } from './synthesized.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

// A test runs Terraform up to nine times, each a process that takes its time on a busy machine.
jest.setTimeout(300_000);

interface PlanJson {
  readonly resource_changes: readonly {
    readonly change: { readonly actions: readonly string[] };
  }[];
}

describeWithTerraform('the pipeline, with the real Terraform and a stub provider', () => {
  let provider: StubProvider;
  // One stub, one synth and one first deployment for all: every test has a copy, and so a state of its own.
  const synth = synthesized('dev').folder;
  const deployed = newPlace();
  let folder: string;
  let printed: string[];

  beforeAll(async () => {
    provider = await startStubProvider(knownTypes);
    printed = [];
    folder = deployed.folder;
    cpSync(synth, folder, { recursive: true });
    expect(await run({ command: 'deploy', yes: true })).toBe(0);
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    printed = [];
    folder = newPlace().folder;
    cpSync(synth, folder, { recursive: true });
  });

  function startDeployed(): void {
    const place = newPlace();
    cpSync(deployed.root, place.root, { recursive: true });
    folder = place.folder;
  }

  function run(args: Partial<StackArguments>, agree = true, allowedLosses: string[] = []) {
    return runStack({
      folder,
      terraform: terraformProcess({
        binary: requireTerraform(),
        folder,
        environment: {
          PATH: process.env['PATH'],
          TF_REATTACH_PROVIDERS: provider.reattach,
          // It would ask its maker's server whether there is a newer Terraform.
          CHECKPOINT_DISABLE: '1',
          ...quickly,
        },
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
  });

  test('the environment that was planned before leaves nothing behind for the next', async () => {
    startDeployed();
    edit('terraform.orders-dev.tfstate', 'terraform.orders-other.tfstate');

    expect(await run({})).toBe(0);
    const { resource_changes } = JSON.parse(
      readFileSync(join(folder, planFiles.json), 'utf8'),
    ) as PlanJson;
    expect(new Set(resource_changes.flatMap(({ change }) => change.actions))).toEqual(
      new Set(['create']),
    );
  });

  test('a deployment that nobody agrees to applies nothing', async () => {
    expect(await run({ command: 'deploy' }, false)).toBe(1);
    expect(stateOf(folder)).toBe(false);
  });

  test('a deployment applies its own plan, and a saved plan can be applied on its own', async () => {
    await run({});
    expect(await run({ command: 'apply' })).toBe(0);
    expect(stateOf(folder)).toBe(true);
    expect(await run({ command: 'deploy', yes: true })).toBe(0);
  });

  test('a deployment stops at a loss that nobody allowed', async () => {
    startDeployed();
    edit('"NEW_AND_OLD_IMAGES"', '"KEYS_ONLY"');

    expect(await run({ command: 'deploy', yes: true })).toBe(1);
    expect(printed.at(-1)).toContain('stream-view-changed');
  });

  test('a plan passes once its losses are allowed in the file that is reviewed', async () => {
    startDeployed();
    edit('"NEW_AND_OLD_IMAGES"', '"KEYS_ONLY"');

    const both = ['aws_dynamodb_table.orders', 'aws_lambda_event_source_mapping.consumer_mapping'];
    expect(await run({}, true, both)).toBe(0);
  });
});

/** A place to synthesize a stack into. Its local state comes to lie beside the output, in the root. */
function newPlace(): { readonly root: string; readonly folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'millrace-run-'));
  return { root, folder: join(root, 'out', 'stacks', 'orders') };
}

/** For a stub that answers at once: ask it for all at once, and collect no garbage for a plan's few seconds. */
const quickly = {
  TF_CLI_ARGS_plan: '-parallelism=50',
  TF_CLI_ARGS_apply: '-parallelism=50',
  GOGC: '400',
};

/** The local state of dev stands three folders above; in these tests, beside the synthesized output. */
function stateOf(folder: string): boolean {
  return existsSync(join(folder, '..', '..', '..', 'terraform.orders-dev.tfstate'));
}
