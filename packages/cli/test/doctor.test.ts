import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteFunctionCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../src/doctor/finding.js';
import { examineNode } from '../src/doctor/machine.js';
import { runCli, startCli } from './support/cli.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
});
afterAll(() => local.stop());

async function doctor(table: string) {
  const { code, stdout } = await runCli(local.endpoint, ['doctor', table, '--json']);
  const { findings }: { findings: readonly Finding[] } = JSON.parse(stdout);
  const codes = findings.filter(({ severity }) => severity !== 'ok').map((one) => one.code);
  return { code, findings, codes: codes.filter((one) => !/^(NODE|TERRAFORM)/.test(one)) };
}

async function road(name: string, settings: Partial<CreateEventSourceMappingCommandInput>) {
  const streamArn = await local.createTable(name);
  await local.createFunction(name, 'exports.handler = async () => ({});');
  const { UUID = '' } = await local.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      ...settings,
    }),
  );
  await local.cloud.mappings.settled();
  return UUID;
}

const sound = (arn: string): Partial<CreateEventSourceMappingCommandInput> => ({
  MaximumRetryAttempts: 5,
  BisectBatchOnFunctionError: true,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  DestinationConfig: { OnFailure: { Destination: arn } },
});

describe('millrace doctor', () => {
  test('finds nothing wrong with a sound road', async () => {
    const { arn } = await local.createQueue('sound-failures');
    await road('sound', sound(arn));
    await local.put('sound', 'a');
    expect(await doctor('sound')).toMatchObject({ code: 0, codes: [] });
  });

  test('names what will hurt in a mapping with nothing set, each with its mend', async () => {
    const uuid = await road('bare', {});
    const { code, codes, findings } = await doctor('bare');
    expect(code).toBe(0);
    expect(codes).toEqual(['NO_FAILURE_DESTINATION', 'RETRIES_FOREVER', 'NO_PARTIAL_RESPONSES']);
    const mends = findings.filter(({ severity }) => severity !== 'ok').map(({ mend }) => mend);
    expect(mends.some((mend) => mend?.includes(`--uuid ${uuid}`))).toBe(true);
  });

  test('finds a filter that lets none of the real records pass, and says why', async () => {
    const { arn } = await local.createQueue('filter-failures');
    const Pattern = '{"dynamodb":{"NewImage":{"total":{"N":[{"numeric":[">",100]}]}}}}';
    await road('mistaken', { ...sound(arn), FilterCriteria: { Filters: [{ Pattern }] } });
    await local.put('mistaken', 'a');
    const { code, codes } = await doctor('mistaken');
    expect(code).toBe(2);
    expect(codes).toEqual(['FILTER_MATCHES_NOTHING', 'FILTER_NUMBER_ON_STRING_TYPE']);
  });

  test('finds a mapping that is off, failures that wait, and a function that is gone', async () => {
    const { arn, url } = await local.createQueue('off-failures');
    const UUID = await road('off', sound(arn));
    await local.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await local.cloud.mappings.settled();
    await local.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{}' }));
    await local.lambda.send(new DeleteFunctionCommand({ FunctionName: 'off' }));
    const { code, codes } = await doctor('off');
    expect(code).toBe(2);
    expect(codes).toEqual(['MAPPING_DISABLED', 'FUNCTION_GONE', 'FAILURES_WAITING']);
  });

  test('finds a table that is not there, one that nobody reads, and an endpoint that is closed', async () => {
    expect((await doctor('nowhere')).codes).toEqual(['TABLE_NOT_FOUND']);
    await local.createTable('unread');
    expect((await doctor('unread')).codes).toEqual(['NO_MAPPING']);
    const { code, stdout } = await startCli('http://127.0.0.1:9', ['doctor']).ended;
    expect(code).toBe(2);
    expect(stdout).toMatch(/problem DynamoDB cannot be asked .*\[NO_ACCESS\]\n +Check --endpoint/);
  });

  test('judges the Node that it runs on', () => {
    expect(examineNode('20.10.0').severity).toBe('problem');
    expect(examineNode('20.11.0').severity).toBe('warning');
    expect(examineNode('24.1.0').severity).toBe('ok');
  });
});
