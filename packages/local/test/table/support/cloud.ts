import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type StreamViewType,
} from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import {
  createTableService,
  type TableService,
  type TableServiceOptions,
} from '../../../src/table/index.js';
import { type Clients, connect } from './clients.js';
import { serve } from './serve.js';
import { readStream } from './stream-reader.js';

/** A table service behind HTTP with clients to it. */
export interface TestCloud extends Clients {
  readonly endpoint: string;
  readonly service: TableService;
  /** Makes the next `count` requests overlap for sure. */
  startTogether(count: number): void;
  /** Makes a table with one string key `id` and a stream, waits for it, and gives the stream's ARN. */
  createStreamTable(
    name: string,
    viewType?: StreamViewType,
    more?: Partial<CreateTableCommandInput>,
  ): Promise<string>;
  records(streamArn: string): Promise<_Record[]>;
  close(): Promise<void>;
}

export async function startCloud(options: Partial<TableServiceOptions> = {}): Promise<TestCloud> {
  const service = await createTableService({ region: 'eu-central-1', ...options });
  const served = await serve(service);
  const clients = connect(served.endpoint);
  return {
    ...clients,
    endpoint: served.endpoint,
    service,
    startTogether: served.startTogether,
    async createStreamTable(name, viewType = 'NEW_AND_OLD_IMAGES', more = {}) {
      const { TableDescription: table } = await clients.tables.send(
        new CreateTableCommand({
          TableName: name,
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
          ...more,
        }),
      );
      // A table that is meant to stay CREATING for a while is not waited for.
      if (options.tableStatusMs === undefined) await tableIsActive(clients, name);
      return table?.LatestStreamArn ?? '';
    },
    records: (streamArn) => readStream(clients.streams, streamArn),
    async close() {
      clients.destroy();
      await served.close();
    },
  };
}

/** Waits until a table that is being made or changed takes requests again. */
export async function tableIsActive({ tables }: Clients, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await sleep(1);
  }
}
