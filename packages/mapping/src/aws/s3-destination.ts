import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Chance, FailureDestination, FailureRecord } from '../seams.js';
import { systemChance } from './system-chance.js';

/** Puts each failure record into a bucket as one object: the document and, as text, the whole event. */
export class S3Destination implements FailureDestination {
  readonly arn: string;
  readonly #client: S3Client;
  readonly #chance: Chance;

  constructor(parts: {
    readonly client: S3Client;
    readonly bucketArn: string;
    readonly chance?: Chance;
  }) {
    this.#client = parts.client;
    this.arn = parts.bucketArn;
    this.#chance = parts.chance ?? systemChance;
  }

  async send(failure: FailureRecord, abortSignal: AbortSignal): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.arn.split(':::')[1],
      Key: objectKey(failure, this.#chance.uuid()),
      Body: JSON.stringify({ ...failure.document, payload: failure.payload }),
      ContentType: 'application/json',
    });
    await this.#client.send(command, { abortSignal });
  }
}

/**
 * `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>`, the time being the
 * document's own (recorded prefix, documented form).
 */
export function objectKey({ mappingUuid, document }: FailureRecord, uuid: string): string {
  const [date = '', time = ''] = document.timestamp.split('T');
  const { shardId } = document.DDBStreamBatchInfo;
  const moment = `${date}T${time.slice(0, 8).replaceAll(':', '.')}`;
  return `aws/lambda/${mappingUuid}/${shardId}/${date.replaceAll('-', '/')}/${moment}-${uuid}`;
}
