import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type OfflineWorkspace, openOfflineWorkspace } from '../src/offline/offline-workspace.js';
import { bundleFolder, resource, synthesized } from './synthesized.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

// Each test starts processes of its own, which take their time on a busy machine.
jest.setTimeout(60_000);

interface PlanJson {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly after?: Readonly<Record<string, unknown>>;
      readonly replace_paths?: unknown;
    };
  }[];
}

describeWithTerraform('the real Terraform, against a stub of the AWS provider', () => {
  const { folder, stack } = synthesized('staging');
  let workspace: OfflineWorkspace;

  beforeAll(async () => {
    workspace = await openOfflineWorkspace(folder, requireTerraform());
  });
  afterAll(() => workspace.close());

  async function actions(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { resource_changes } = JSON.parse((await workspace.plan()).json) as PlanJson;
    return Object.fromEntries(
      resource_changes.map(({ address, change }) => [address, change.actions]),
    );
  }

  function rewrite(change: (text: string) => string): void {
    writeFileSync(join(workspace.folder, 'cdk.tf.json'), change(JSON.stringify(stack)));
  }

  test('finds the stack valid', async () => {
    await expect(workspace.validate()).resolves.toBeUndefined();
  });

  test('plans to create every resource of the stack, and nothing else', async () => {
    const planned = await actions();
    const expected = Object.entries(stack.resource).flatMap(([type, resources]) =>
      Object.keys(resources).map((name) => `${type}.${name}`),
    );

    expect(Object.keys(planned).sort()).toEqual(expected.sort());
    expect(new Set(Object.values(planned).flat())).toEqual(new Set(['create']));
  });

  test("shows the boundary of the function's role in full, so that a reviewer can read it", async () => {
    const { resource_changes } = JSON.parse((await workspace.plan()).json) as PlanJson;
    const role = resource_changes.find(({ address }) => address === 'aws_iam_role.consumer_role');

    expect(role?.change.after?.['permissions_boundary']).toBe(
      'arn:aws:iam::123456789012:policy/millrace-staging-boundary',
    );
  });

  test('sees no changes once the stack is applied', async () => {
    await workspace.apply();

    expect(new Set(Object.values(await actions()).flat())).toEqual(new Set(['no-op']));
  });

  test('replaces the table when its key changes, and the mapping with its stream', async () => {
    rewrite((text) => text.replaceAll('"orderId"', '"id"'));
    const planned = await actions();

    expect(planned['aws_dynamodb_table.orders']).toEqual(['delete', 'create']);
    expect(planned['aws_lambda_event_source_mapping.consumer_mapping']).toEqual([
      'delete',
      'create',
    ]);
    expect(planned['aws_sqs_queue.parking']).toEqual(['no-op']);
  });

  test('replaces the mapping when the stream changes its view and with it its ARN', async () => {
    rewrite((text) => text.replace('NEW_AND_OLD_IMAGES', 'NEW_IMAGE'));
    const planned = await actions();

    expect(planned['aws_dynamodb_table.orders']).toEqual(['update']);
    expect(planned['aws_lambda_event_source_mapping.consumer_mapping']).toEqual([
      'delete',
      'create',
    ]);
  });

  test.each(['orders', 'orders_by_customer'])(
    'refuses to plan the loss of the table %s where tables are protected',
    async (table) => {
      const { stack: safe } = synthesized('staging', bundleFolder(), { protectTables: true });
      Object.assign(resource(safe, 'aws_dynamodb_table', table), { name: 'other' });
      writeFileSync(join(workspace.folder, 'cdk.tf.json'), JSON.stringify(safe));

      await expect(workspace.plan()).rejects.toThrow(
        new RegExp(`aws_dynamodb_table\\.${table}\\s+has\\s+lifecycle\\.prevent_destroy`),
      );
    },
  );

  test.each([
    ['an attribute that does not exist', '"batch_sizes":100', /"batch_sizes"/],
    ['a value of the wrong type', '"batch_size":"many"', /a number is required/],
  ])('refuses %s', async (_, replacement, message) => {
    rewrite((text) => text.replace('"batch_size":100', replacement));

    await expect(workspace.validate()).rejects.toThrow(message);
  });

  test('refuses a resource without an attribute it must have', async () => {
    rewrite((text) => text.replace('"comparison_operator"', '"unit"'));

    await expect(workspace.validate()).rejects.toThrow(/comparison_operator/);
  });
});
