import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DestinationClients } from '@millrace/mapping';
import type { TablesElsewhere } from './tables-elsewhere.js';

/** The local cloud's own SDK clients, those of tables perhaps at another endpoint. Each is loaded and made when it is first needed: S3's alone takes 0.1 s. */
export class CloudClients implements DestinationClients {
  readonly #settings: object;
  readonly #tableSettings: object;
  readonly #made = new Map<string, { destroy(): void }>();

  constructor(endpoint: string, region: string, tablesAt?: TablesElsewhere) {
    this.#settings = {
      endpoint,
      region,
      credentials: { accessKeyId: 'millrace', secretAccessKey: 'millrace' },
    };
    this.#tableSettings = tablesAt === undefined ? this.#settings : { region, ...tablesAt };
  }

  dynamodb(): DynamoDBClient {
    return this.#once('dynamodb', () => {
      const sdk: typeof import('@aws-sdk/client-dynamodb') = require('@aws-sdk/client-dynamodb');
      return new sdk.DynamoDBClient(this.#tableSettings);
    });
  }

  streams(): DynamoDBStreamsClient {
    return this.#once('streams', () => {
      const sdk: typeof import('@aws-sdk/client-dynamodb-streams') = require('@aws-sdk/client-dynamodb-streams');
      return new sdk.DynamoDBStreamsClient(this.#tableSettings);
    });
  }

  sqs(): SQSClient {
    return this.#once('sqs', () => {
      const sdk: typeof import('@aws-sdk/client-sqs') = require('@aws-sdk/client-sqs');
      return new sdk.SQSClient(this.#settings);
    });
  }

  sns(): SNSClient {
    return this.#once('sns', () => {
      const sdk: typeof import('@aws-sdk/client-sns') = require('@aws-sdk/client-sns');
      return new sdk.SNSClient(this.#settings);
    });
  }

  s3(): S3Client {
    return this.#once('s3', () => {
      const sdk: typeof import('@aws-sdk/client-s3') = require('@aws-sdk/client-s3');
      return new sdk.S3Client({ ...this.#settings, forcePathStyle: true });
    });
  }

  close(): void {
    for (const client of this.#made.values()) client.destroy();
    this.#made.clear();
  }

  #once<T extends { destroy(): void }>(name: string, make: () => T): T {
    const made = this.#made.get(name);
    // One name stands for one client type.
    if (made !== undefined) return made as T;
    const client = make();
    this.#made.set(name, client);
    return client;
  }
}
