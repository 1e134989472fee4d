import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, type CloudOptions, startCloud } from '@millrace/local';
import { zipSync } from 'fflate';

/** The local cloud with the SDK's own clients, and short words for what the tests do with them. */
export class LocalCloud {
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;

  private constructor(readonly cloud: Cloud) {
    const settings = {
      endpoint: cloud.endpoint,
      region: cloud.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    this.dynamodb = new DynamoDBClient(settings);
    this.lambda = new LambdaClient(settings);
    this.sqs = new SQSClient(settings);
  }

  static async start(options: CloudOptions = {}): Promise<LocalCloud> {
    return new LocalCloud(await startCloud({ region: 'eu-central-1', ...options }));
  }

  get endpoint(): string {
    return this.cloud.endpoint;
  }

  /** Makes a table with a stream; its key is `id`. Gives the stream's ARN. */
  async createTable(name: string, viewType = 'NEW_AND_OLD_IMAGES' as const): Promise<string> {
    const { TableDescription } = await this.dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
      }),
    );
    return TableDescription?.LatestStreamArn ?? '';
  }

  async put(table: string, id: string, attributes: Readonly<Record<string, string>> = {}) {
    const rest = Object.entries(attributes).map(([name, S]) => [name, { S }] as const);
    await this.dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: { id: { S: id }, ...Object.fromEntries(rest) },
      }),
    );
  }

  async remove(table: string, id: string) {
    await this.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { id: { S: id } } }));
  }

  async createQueue(name: string): Promise<{ readonly url: string; readonly arn: string }> {
    const { QueueUrl = '' } = await this.sqs.send(new CreateQueueCommand({ QueueName: name }));
    return {
      url: QueueUrl,
      arn: `arn:aws:sqs:${this.cloud.region}:${this.cloud.accountId}:${name}`,
    };
  }

  /** Makes a function of this source text, whose `handler` is exported. */
  async createFunction(name: string, source: string): Promise<string> {
    const { FunctionArn = '' } = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/test',
        Timeout: 10,
        Code: { ZipFile: zipSync({ 'index.js': Buffer.from(source) }) },
      }),
    );
    return FunctionArn;
  }

  async stop(): Promise<void> {
    for (const client of [this.dynamodb, this.lambda, this.sqs]) client.destroy();
    await this.cloud.stop({ finish: false });
  }
}
