import { createHash } from 'node:crypto';
import { s3Error } from './s3-error.js';
import type { StoredObject } from './stored-object.js';

/** All buckets of one account, in memory. */
export class Buckets {
  readonly #buckets = new Map<
    string,
    { readonly createdAt: number; objects: Map<string, StoredObject> }
  >();

  /** @throws AwsError 409 when it is there already, 400 for a name that S3 would refuse. */
  create(name: string): void {
    if (!/^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw s3Error('InvalidBucketName', { BucketName: name });
    }
    if (this.#buckets.has(name)) throw s3Error('BucketAlreadyOwnedByYou', { BucketName: name });
    this.#buckets.set(name, { createdAt: Date.now(), objects: new Map() });
  }

  list(): readonly { readonly name: string; readonly createdAt: number }[] {
    return [...this.#buckets]
      .map(([name, { createdAt }]) => ({ name, createdAt }))
      .sort((one, two) => (one.name < two.name ? -1 : 1));
  }

  /** @throws AwsError 404, or 409 when it still holds objects. */
  delete(name: string): void {
    if (this.objects(name).size > 0) throw s3Error('BucketNotEmpty', { BucketName: name });
    this.#buckets.delete(name);
  }

  /** A bucket's objects by key. @throws AwsError 404. */
  objects(bucket: string): ReadonlyMap<string, StoredObject> {
    return this.#objects(bucket);
  }

  /** @throws AwsError 404 when bucket or object is not there. */
  get(bucket: string, key: string): StoredObject {
    const object = this.#objects(bucket).get(key);
    if (object === undefined) throw s3Error('NoSuchKey', { Key: key });
    return object;
  }

  put(
    bucket: string,
    key: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
  ): StoredObject {
    if (Buffer.byteLength(key) > 1024) throw s3Error('KeyTooLongError', { Key: key.slice(0, 100) });
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const object = { key, body, etag, headers, modifiedAt: Date.now() };
    this.#objects(bucket).set(key, object);
    return object;
  }

  /** Deletes an object; one that is not there is no error. */
  remove(bucket: string, key: string): void {
    this.#objects(bucket).delete(key);
  }

  #objects(bucket: string): Map<string, StoredObject> {
    const found = this.#buckets.get(bucket);
    if (found === undefined) throw s3Error('NoSuchBucket', { BucketName: bucket });
    return found.objects;
  }
}
