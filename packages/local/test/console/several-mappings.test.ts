import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ref } from '../support/stack.js';
import { type OpenedConsole, openConsole } from './support.js';

const ofFunction = (name: string) => ({
  function_name: name,
  filename: 'assets/code.zip',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  timeout: 5,
  role: ref('aws_iam_role.role.arn'),
});
const mapped = (table: string, consumer: string, pattern?: string) => ({
  event_source_arn: ref(`aws_dynamodb_table.${table}.stream_arn`),
  function_name: ref(`aws_lambda_function.${consumer}.function_name`),
  starting_position: 'TRIM_HORIZON',
  ...(pattern === undefined ? {} : { filter_criteria: { filter: [{ pattern }] } }),
});
const table = (name: string, key: string) => ({
  name,
  hash_key: key,
  attribute: [{ name: key, type: 'S' }],
  billing_mode: 'PAY_PER_REQUEST',
  stream_enabled: true,
  stream_view_type: 'NEW_AND_OLD_IMAGES',
});

describe('a table that two mappings read, beside another table', () => {
  let opened: OpenedConsole;
  beforeAll(async () => {
    opened = await openConsole({
      resources: {
        aws_dynamodb_table: { orders: table('orders', 'id'), parcels: table('parcels', 'id') },
        aws_lambda_function: { all: ofFunction('all'), removals: ofFunction('removals') },
        aws_lambda_alias: {},
        aws_lambda_event_source_mapping: {
          all: mapped('orders', 'all'),
          removals: mapped('orders', 'removals', '{"eventName":["REMOVE"]}'),
          parcels: mapped('parcels', 'all'),
        },
      },
    });
    await opened.put('order-1');
    await opened.rowOf('order-1', 'handled');
    await opened.eventuallyRoad(
      ({ mappings }) =>
        mappings.reduce((sum, { handled, filteredOut }) => sum + handled + filteredOut, 0) === 2,
      'both mappings to be done',
    );
  });
  afterAll(async () => {
    await opened.close();
    expect(opened.faults).toEqual([]);
  });

  test('has a story that names which reader did what, and by which filter', async () => {
    const { sequence } = await opened.rowOf('order-1', 'handled');
    const { steps } = await opened.story(sequence);
    const of = (reader: string) =>
      steps.filter((step) => step.reader === reader).map(({ type }) => type);
    expect(steps[0]).toEqual({ type: 'written', at: expect.any(Number) });
    expect(of('all')).toEqual(['read', 'filter', 'delivered']);
    expect(of('removals')).toEqual(['read', 'filter']);
    const filters = steps.filter(({ type }) => type === 'filter');
    expect(filters.find(({ reader }) => reader === 'all')).toMatchObject({
      passed: true,
      verdicts: [],
    });
    expect(filters.find(({ reader }) => reader === 'removals')).toMatchObject({
      passed: false,
      verdicts: [{ matched: false }],
    });
  });

  test('counts what each mapping read of each shard for itself', async () => {
    const road = await opened.eventuallyRoad(() => true, 'a road');
    const reads = road.mappings.map(({ functionName, tableName, shards, unread }) => ({
      road: `${tableName} ${functionName}`,
      read: shards.reduce((sum, { read }) => sum + read, 0),
      unread,
    }));
    expect(reads.sort((one, two) => one.road.localeCompare(two.road))).toEqual([
      { road: 'orders all', read: 1, unread: 0 },
      { road: 'orders removals', read: 1, unread: 0 },
      { road: 'parcels all', read: 0, unread: 0 },
    ]);
  });

  test('is tested on its own records by the bench', async () => {
    const tested = async (tableName: string) => {
      const body = { pattern: '{"eventName":["INSERT"]}', tableName };
      return (await opened.post('api/bench', body)).json();
    };
    expect(await tested('orders')).toMatchObject({ tested: 1, passed: 1 });
    expect(await tested('parcels')).toMatchObject({ tested: 0 });
  });
});
