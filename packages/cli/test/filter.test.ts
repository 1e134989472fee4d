import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runInProcess } from './support/in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'millrace-filter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const filter = (...args: readonly string[]) => runInProcess('filter', ...args);

const inserts = '{"eventName":["INSERT"]}';
const paid = '{"dynamodb":{"NewImage":{"status":{"S":["PAID"]}}}}';
const records = file(
  'records.jsonl',
  [
    { eventName: 'INSERT', dynamodb: { NewImage: { status: { S: 'PLACED' } } } },
    { eventName: 'MODIFY', dynamodb: { NewImage: { status: { S: 'PAID' } } } },
    { eventName: 'REMOVE', dynamodb: {} },
  ]
    .map((record) => `${JSON.stringify(record)}\n`)
    .join(''),
);
const stack = file(
  'cdk.tf.json',
  JSON.stringify({
    resource: {
      aws_lambda_event_source_mapping: {
        orders: { filter_criteria: { filter: [{ pattern: inserts }, { pattern: paid }] } },
        others: { batch_size: 1 },
      },
    },
  }),
);

describe('millrace filter check', () => {
  test('has nothing to say against a sound pattern', async () => {
    expect(await filter('check', '--pattern', inserts)).toEqual({
      code: 0,
      out: `--pattern: ${inserts}\n  nothing to say against it`,
      err: '',
    });
  });

  test('ends with 1 for a pattern that AWS accepts and that never matches', async () => {
    const { code, out } = await filter('check', '--pattern', '{"eventname":["INSERT"]}');
    expect(code).toBe(1);
    expect(out).toContain('warning UNKNOWN_FIELD at eventname');
    expect(out).toContain('Write "eventName".');
  });

  test('ends with 1 for a pattern that AWS refuses, and says where it is wrong', async () => {
    const { code, out } = await filter('check', '--pattern', '{"eventName":[]}', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { valid: false, findings: [{ code: 'EMPTY_ARRAY', severity: 'error', path: 'eventName' }] },
    ]);
  });

  test('does not fail for a note', async () => {
    const suffix = '{"dynamodb":{"Keys":{"id":{"S":[{"suffix":"x"}]}}}}';
    const { code, out } = await filter('check', '--pattern', suffix);
    expect(code).toBe(0);
    expect(out).toContain('note OPERATOR_NOT_CONFIRMED');
  });

  test.each([['--from-stack'], ['--pattern', 'from-stack']])(
    'reads every mapping of a stack by %s',
    async (...flags) => {
      const { code, out } = await filter('check', ...flags, '--stack', stack, '--json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject([
        { origin: 'aws_lambda_event_source_mapping.orders filter[0]', text: inserts },
        { origin: 'aws_lambda_event_source_mapping.orders filter[1]', text: paid },
      ]);
    },
  );

  test('reads a file with a pattern, and one with FilterCriteria', async () => {
    const one = file('pattern.json', `${inserts}\n`);
    const criteria = file('criteria.json', JSON.stringify({ Filters: [{ Pattern: paid }] }));
    const { out } = await filter('check', '--pattern', one, '--pattern', criteria, '--json');
    expect(JSON.parse(out)).toMatchObject([
      { origin: one, text: inserts },
      { origin: `${criteria} Filters[0]`, text: paid },
    ]);
  });

  test.each([
    ['no pattern at all', [], 'NO_PATTERN'],
    ['a stack without a filter', ['--from-stack', '--stack', file('no.json', '{}')], 'NO_PATTERN'],
    ['a stack that is not there', ['--from-stack', '--stack', 'nowhere.json'], 'STACK_UNREADABLE'],
    ['what is neither JSON nor a file', ['--pattern', 'INSERT'], 'PATTERN_UNREADABLE'],
  ])('refuses %s', async (_, flags, code) => {
    const { code: exit, err } = await filter('check', ...flags);
    expect(exit).toBe(1);
    expect(err).toContain(`[${code}]`);
  });
});

describe('millrace filter test', () => {
  test('counts what passes and what is saved', async () => {
    const flags = ['--from-stack', '--stack', stack, '--records', records, '--batch-size', '2'];
    const { code, out } = await filter('test', ...flags);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '2 of 3 records pass.',
      `  aws_lambda_event_source_mapping.orders filter[0]: ${inserts}`,
      '    lets 1 through, 1 of them alone',
      `  aws_lambda_event_source_mapping.orders filter[1]: ${paid}`,
      '    lets 1 through, 1 of them alone',
      'Invocations, batches of 2 full: 1 in place of 2, 1 saved',
      'Invocations, each record alone: 2 in place of 3, 1 saved',
    ]);
  });

  test('ends with 1 when nothing passes', async () => {
    const { code, out } = await filter(
      'test',
      '--pattern',
      '{"a":["x"]}',
      '--records',
      records,
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ records: 3, passed: 0 });
  });

  test('reads records from stdin', () => {
    const program = join(__dirname, '../bin/millrace.js');
    const args = [program, 'filter', 'test', '--pattern', inserts, '--records', '-', '--json'];
    const input = '{"eventName":"INSERT","dynamodb":{}}\n';
    const { status, stdout } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ records: 1, passed: 1 });
  });
});

describe('millrace filter explain', () => {
  test('says for each record what was found and what was wanted', async () => {
    const { code, out } = await filter('explain', '--pattern', paid, '--records', records);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 8)).toEqual([
      'record 1',
      '  --pattern',
      '    ✗ dynamodb.NewImage.status.S is "PLACED", wanted "PAID"',
      '    The record does not pass.',
      'record 2',
      '  --pattern',
      '    ✓ dynamodb.NewImage.status.S is "PAID", as wanted: "PAID"',
      '    The record passes.',
    ]);
  });

  test('ends with 1 when no record passes, and gives one JSON object a record', async () => {
    const { code, out } = await filter(
      'explain',
      '--pattern',
      '{"a":["x"]}',
      '--records',
      records,
      '--json',
    );
    expect(code).toBe(1);
    const lines = out.split('\n').map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      record: 1,
      filters: [{ origin: '--pattern', matches: false }],
    });
  });
});
