import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

/** The console's own SDK clients: it does to the cloud only what any client can. */
export interface ConsoleClients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  close(): void;
}

/** Makes the clients; the SDK is loaded here and not before, since a start without a page needs none. */
export function makeClients(endpoint: string, region: string): ConsoleClients {
  const settings = {
    endpoint,
    region,
    credentials: { accessKeyId: 'millrace', secretAccessKey: 'millrace' },
  };
  const { DynamoDBClient: Dynamo }: typeof import('@aws-sdk/client-dynamodb') =
    require('@aws-sdk/client-dynamodb');
  const { DynamoDBStreamsClient: Streams }: typeof import('@aws-sdk/client-dynamodb-streams') =
    require('@aws-sdk/client-dynamodb-streams');
  const dynamodb = new Dynamo(settings);
  const streams = new Streams(settings);
  return {
    dynamodb,
    streams,
    close: () => {
      dynamodb.destroy();
      streams.destroy();
    },
  };
}
