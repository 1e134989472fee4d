import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { useEndpoint } from './aws-environment.js';

/** The read model's table in an embedded DynamoDB. */
export interface ProjectionTable {
  readonly tableName: string;
  /** Everything in it, by customer and order. */
  scan(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Empties the world for the next test: a new table of another name. */
  stop(): Promise<void>;
}

export async function startProjectionTable(): Promise<ProjectionTable> {
  const server = dynalite({ createTableMs: 0 });
  // Its clients keep their connections. On a busy machine it would close one that is being used again.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const restore = useEndpoint(`http://127.0.0.1:${port}`);
  const client = new DynamoDBClient();
  const tableName = 'orders-by-customer';
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'customerId', KeyType: 'HASH' },
        { AttributeName: 'orderId', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'customerId', AttributeType: 'S' },
        { AttributeName: 'orderId', AttributeType: 'S' },
      ],
    }),
  );
  const documents = DynamoDBDocumentClient.from(client);
  return {
    tableName,
    scan: async () => {
      const { Items = [] } = await documents.send(new ScanCommand({ TableName: tableName }));
      return Items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    },
    stop: async () => {
      restore();
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function keyOf(item: Readonly<Record<string, unknown>>): string {
  return `${item['customerId']}/${item['orderId']}`;
}
