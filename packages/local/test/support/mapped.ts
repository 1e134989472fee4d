import { CreateTableCommand, DynamoDBClient, type StreamViewType } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { type Cloud, type CloudEvent, type CloudOptions, startCloud } from '../../src/index.js';
import { zipBundle } from './bundle.js';
import { eventually } from './eventually.js';
import { clientSettings } from './serve.js';

export const role = 'arn:aws:iam::000000000000:role/lambda-role';

/** A cloud without a stack, and the calls by which the tests put tables, functions and mappings into it. */
export async function emptyRoad(options: CloudOptions = {}) {
  const events: CloudEvent[] = [];
  const cloud: Cloud = await startCloud({
    region: 'us-east-1',
    shardsPerTable: 1,
    onEvent: (event) => events.push(event),
    ...options,
  });
  const dynamodb = new DynamoDBClient(clientSettings(cloud.endpoint));
  const lambda = new LambdaClient(clientSettings(cloud.endpoint));

  async function table(TableName: string, StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') {
    const { TableDescription } = await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType },
      }),
    );
    return TableDescription?.LatestStreamArn ?? '';
  }

  async function fn(FunctionName: string, source: string, more: object = {}) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role,
        Code: { ZipFile: zipBundle({ 'index.js': source }) },
        ...more,
      }),
    );
  }

  async function map(input: CreateEventSourceMappingCommandInput): Promise<string> {
    const { UUID = '' } = await lambda.send(
      new CreateEventSourceMappingCommand({ StartingPosition: 'TRIM_HORIZON', ...input }),
    );
    await untilState(UUID, input.Enabled === false ? 'Disabled' : 'Enabled');
    return UUID;
  }

  function untilState(UUID: string, state: string): Promise<true> {
    return eventually(async () => {
      const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
      return mapping.State === state ? true : undefined;
    }, `the state ${state}`);
  }

  /** Log lines of one function. */
  function logged(functionName: string): readonly string[] {
    return events.flatMap((event) =>
      event.type === 'function-log' && event.functionName === functionName ? [event.line] : [],
    );
  }

  return { cloud, events, dynamodb, lambda, table, fn, map, untilState, logged };
}
