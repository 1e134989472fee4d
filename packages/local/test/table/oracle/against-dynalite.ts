import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical } from './model.js';
import { oddRequests } from './odd-requests.js';
import { type RawAnswer, rawCall } from './raw-call.js';
import { actionInput, createTableInput, keyItem } from './request-of.js';
import { addOne, batchWrite, groupQuery, single } from './run-step.js';
import type { Step } from './step.js';

/** A step of dynalite's operations, or one of the odd requests by its number. */
export type EngineStep = Step | { readonly kind: 'odd'; readonly number: number };

/** Two endpoints that should not be told apart. */
export interface Pair {
  readonly front: string;
  readonly dynalite: string;
}

type Call = readonly [operation: string, input: object];

/** Finds where the front answers otherwise than dynalite alone; throws an error that says so. */
export async function checkAgainstDynalite(
  { front, dynalite }: Pair,
  viewType: string,
  steps: readonly EngineStep[],
): Promise<void> {
  const TableName = `Oracle-${randomUUID()}`;
  await createTable(front, createTableInput(TableName, viewType));
  await createTable(dynalite, createTableInput(TableName));
  for (const [index, step] of steps.entries()) {
    const calls = callsOf(TableName, step);
    const answers = await Promise.all([send(front, calls), send(dynalite, calls)]);
    const [ours = [], theirs = []] = answers.map((all) => all.map(shown).sort());
    for (const [at, wanted] of theirs.entries()) {
      if (ours[at] === wanted) continue;
      throw new Error(
        `answer to step ${index} (${canonical(step)}): dynalite answers\n  ${wanted}\nbut the front\n  ${ours[at]}`,
      );
    }
  }
  const everything: Call[] = [
    ['Scan', { TableName }],
    ['Scan', { TableName, IndexName: 'by-group' }],
  ];
  const [ours, theirs] = await Promise.all([send(front, everything), send(dynalite, everything)]);
  if (canonical(ours?.map(shown)) !== canonical(theirs?.map(shown))) {
    throw new Error(
      `items at the end: dynalite has\n  ${canonical(theirs)}\nthe front\n  ${canonical(ours)}`,
    );
  }
}

/** The calls of a step; those of one step are made at the same time. */
function callsOf(TableName: string, step: EngineStep): readonly Call[] {
  switch (step.kind) {
    case 'put':
      return [['PutItem', single(TableName, step)]];
    case 'delete':
      return [['DeleteItem', single(TableName, step)]];
    case 'update':
      return [['UpdateItem', single(TableName, step)]];
    case 'get':
      return [['GetItem', { TableName, Key: keyItem(step.key) }]];
    case 'scan':
      return [['Scan', { TableName }]];
    case 'query':
      return [['Query', { TableName, ...groupQuery(step.group) }]];
    case 'batch':
      return [
        [
          'BatchWriteItem',
          {
            RequestItems: { [TableName]: step.writes.map((write) => batchWrite(TableName, write)) },
          },
        ],
      ];
    case 'race': {
      const one = addOne(step.key);
      if (one.kind !== 'update') return [];
      const input = { ...actionInput(TableName, one), ReturnValues: 'ALL_NEW' };
      return Array.from({ length: step.writers }, () => ['UpdateItem', input]);
    }
    case 'odd': {
      const odd = oddRequests(TableName)[step.number];
      return odd === undefined ? [] : [odd];
    }
    default:
      return [];
  }
}

function send(endpoint: string, calls: readonly Call[]): Promise<RawAnswer[]> {
  return Promise.all(
    calls.map(([operation, input]) =>
      rawCall(endpoint, `DynamoDB_20120810.${operation}`, JSON.stringify(input)),
    ),
  );
}

/** All of an answer that is not made anew for each one. The checksum follows from the body. */
function shown({ status, headers, body }: RawAnswer): string {
  const parsed: unknown = body === '' ? '' : JSON.parse(body);
  return canonical([status, headers['content-type'], 'x-amzn-requestid' in headers, parsed]);
}

async function createTable(endpoint: string, input: { readonly TableName: string }): Promise<void> {
  await rawCall(endpoint, 'DynamoDB_20120810.CreateTable', JSON.stringify(input));
  for (;;) {
    const { body } = await rawCall(
      endpoint,
      'DynamoDB_20120810.DescribeTable',
      JSON.stringify({ TableName: input.TableName }),
    );
    if (body.includes('"TableStatus":"ACTIVE"')) return;
    await sleep(1);
  }
}
