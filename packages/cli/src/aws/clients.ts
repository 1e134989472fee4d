import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from './connection.js';

/**
 * How long a call may stay without an answer, in milliseconds. The SDK itself waits for ever, so that an
 * address behind which nothing is would look like work.
 */
const PATIENCE = {
  connectionTimeout: 5_000,
  requestTimeout: 15_000,
  throwOnRequestTimeout: true,
} as const;

/** A function may run for fifteen minutes (Lambda quotas), and some seconds on the way. */
const LONGEST_CALL = 930_000;

/** The SDK's clients of one connection, each loaded and made when it is first asked for. */
export class Clients {
  readonly #made = new Map<string, { destroy(): void }>();

  constructor(readonly connection: Connection) {}

  dynamodb(): Promise<DynamoDBClient> {
    return this.#once('dynamodb', async (settings) => {
      const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
      return new DynamoDBClient(settings);
    });
  }

  streams(): Promise<DynamoDBStreamsClient> {
    return this.#once('streams', async (settings) => {
      const { DynamoDBStreamsClient } = await import('@aws-sdk/client-dynamodb-streams');
      return new DynamoDBStreamsClient(settings);
    });
  }

  lambda(): Promise<LambdaClient> {
    return this.#once('lambda', async (settings) => {
      const { LambdaClient } = await import('@aws-sdk/client-lambda');
      return new LambdaClient(settings);
    });
  }

  /** A client that tries once: the mapping's own backoff does the rest. */
  invoking(): Promise<LambdaClient> {
    return this.#once('invoking', async (settings) => {
      const { LambdaClient } = await import('@aws-sdk/client-lambda');
      const requestHandler = { ...PATIENCE, requestTimeout: LONGEST_CALL };
      return new LambdaClient({ ...settings, maxAttempts: 1, requestHandler });
    });
  }

  sqs(): Promise<SQSClient> {
    return this.#once('sqs', async (settings) => {
      const { SQSClient } = await import('@aws-sdk/client-sqs');
      // A queue's URL may name another host than the endpoint that this command was given.
      return new SQSClient({ ...settings, useQueueUrlAsEndpoint: settings.endpoint === undefined });
    });
  }

  s3(): Promise<S3Client> {
    return this.#once('s3', async (settings) => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      return new S3Client({ ...settings, forcePathStyle: this.connection.isLocal });
    });
  }

  cloudwatch(): Promise<CloudWatchClient> {
    return this.#once('cloudwatch', async (settings) => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return new CloudWatchClient(settings);
    });
  }

  /** Lets go of every connection, so that the process can end. */
  close(): void {
    for (const client of this.#made.values()) client.destroy();
    this.#made.clear();
  }

  async #once<Client extends { destroy(): void }>(
    name: string,
    make: (settings: ClientSettings) => Promise<Client>,
  ): Promise<Client> {
    const made = this.#made.get(name);
    // The name is the key of the maker's own type.
    if (made !== undefined) return made as Client;
    const client = await make(settingsOf(this.connection));
    this.#made.set(name, client);
    return client;
  }
}

type ClientSettings = Partial<Pick<Connection, 'region' | 'endpoint' | 'credentials'>> & {
  readonly requestHandler: typeof PATIENCE;
};

function settingsOf({ region, endpoint, credentials }: Connection): ClientSettings {
  return {
    requestHandler: PATIENCE,
    ...(region === '' ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}
