import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Inbox, Letter } from './letter.js';

const READS_AT_ONCE = 8;

/** A failure bucket, or a part of it: one object a failed batch. */
export class BucketInbox implements Inbox {
  readonly name: string;

  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly prefix: string,
  ) {
    this.name = `the bucket s3://${bucket}/${prefix}`;
  }

  async read(limit: number, signal: AbortSignal): Promise<readonly Letter[]> {
    const keys: string[] = [];
    const pages = paginateListObjectsV2(
      { client: this.client },
      { Bucket: this.bucket, Prefix: this.prefix },
    );
    for await (const { Contents = [] } of pages) {
      for (const { Key } of Contents) if (Key !== undefined) keys.push(Key);
      if (keys.length >= limit || signal.aborted) break;
    }
    const waiting = keys.slice(0, limit);
    const letters: Letter[] = [];
    const next = async (): Promise<void> => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        if (signal.aborted) return;
        letters.push({ id: key, body: await readObject(this.client, this.bucket, key) });
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, next));
    return letters;
  }

  async held(): Promise<number> {
    return 0;
  }

  async remove(letters: readonly Letter[]): Promise<void> {
    for (const { id } of letters) {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: id }));
    }
  }

  async close(): Promise<void> {}
}

/** The whole text of an object. */
export async function readObject(client: S3Client, Bucket: string, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}
