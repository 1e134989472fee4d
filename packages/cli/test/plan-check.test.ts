import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runInProcess } from './support/in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'millrace-plan-check-'));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const planCheck = (...args: readonly string[]) => runInProcess('plan-check', ...args);

const address = 'aws_lambda_event_source_mapping.consumer_mapping';

function planOf(before: object, after: object): object {
  return {
    format_version: '1.2',
    resource_changes: [
      {
        address,
        mode: 'managed',
        type: 'aws_lambda_event_source_mapping',
        change: { actions: ['update'], before, after, after_unknown: {} },
      },
    ],
  };
}

function filter(...statuses: readonly string[]): object {
  const pattern = JSON.stringify({ dynamodb: { NewImage: { status: { S: statuses } } } });
  return { filter_criteria: [{ filter: [{ pattern }] }] };
}

const harmless = file('harmless.json', planOf({ batch_size: 1 }, { batch_size: 2 }));
const narrowed = file('narrowed.json', planOf(filter('PAID', 'SHIPPED'), filter('PAID')));

describe('millrace plan-check', () => {
  test('lets a harmless plan pass', async () => {
    expect(await planCheck(harmless)).toEqual({
      code: 0,
      out: 'This plan loses no records, and takes no protection away.',
      err: '',
    });
  });

  test('ends with 1 on a loss, and says what happens and what to do', async () => {
    const { code, out } = await planCheck(narrowed);

    expect(code).toBe(1);
    expect(out).toMatch(/^LOSS {2}\S+consumer_mapping {2}\[filter-narrowed\]/);
    expect(out).toMatch(/What happens: .*\n\s+Do this: /);
  });

  test('ends with 0 on a loss that is allowed, and still shows it', async () => {
    const { code, out } = await planCheck(narrowed, '--allow', address);

    expect(code).toBe(0);
    expect(out).toContain('LOSS (allowed)');
  });

  test('prints JSON alone on stdout', async () => {
    const { code, out, err } = await planCheck(narrowed, '--format', 'json');

    expect(JSON.parse(out)).toMatchObject({
      findings: [
        {
          level: 'loss',
          resource: address,
          effect: expect.any(String),
          advice: expect.any(String),
        },
      ],
    });
    expect([code, err]).toEqual([1, '']);
  });

  test('tries a changed filter on a sample of records', async () => {
    const record = (status: string) => ({ dynamodb: { NewImage: { status: { S: status } } } });
    const lines = ['PAID', 'SHIPPED', 'SHIPPED'].map((status) => JSON.stringify(record(status)));
    for (const [name, content] of [
      ['lines.jsonl', lines.join('\n')],
      ['array.json', `[${lines.join()}]`],
      ['event.json', `{"Records":[${lines.join()}]}`],
    ] as const) {
      const { out } = await planCheck(narrowed, '--sample', file(name, content));
      expect(out).toContain('Of 3 sample records, 2 that were delivered no longer are');
    }
  });

  test.each([
    ['a state', { format_version: '1.0', values: {} }],
    ['text', 'Plan: 1 to add'],
    ['an empty file', ''],
    ['JSON of another kind', [1]],
  ])('ends with 2 for %s, and says how to make a plan', async (name, content) => {
    const { code, out, err } = await planCheck(file(`${name}.json`, content));

    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/not a plan that can be checked.*terraform show -json tfplan > plan\.json/);
  });

  test('ends with 2 for a file that is not there, and names it', async () => {
    const { code, err } = await planCheck(join(folder, 'nowhere.json'));

    expect(code).toBe(2);
    expect(err).toContain('nowhere.json cannot be read');
  });

  test('refuses a sample that holds no stream records', async () => {
    const { code, err } = await planCheck(narrowed, '--sample', file('no.json', [{ a: 1 }]));

    expect(code).toBe(1);
    expect(err).toContain('an entry has no "dynamodb" part');
  });
});
