import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

/** The real SDK's clients, as a user would make them. */
export interface Clients {
  readonly tables: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  destroy(): void;
}

/** Clients of this endpoint. AWS itself is asked with the usual credentials, any other with any. */
export function connect(endpoint: string): Clients {
  const { hostname } = new URL(endpoint);
  const region = /^dynamodb\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1];
  const settings = region
    ? { region }
    : {
        endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        maxAttempts: 1,
      };
  const tables = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  return {
    tables,
    streams,
    destroy: () => {
      tables.destroy();
      streams.destroy();
    },
  };
}
