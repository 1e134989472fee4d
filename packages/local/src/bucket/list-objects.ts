import { s3Error } from './s3-error.js';
import type { StoredObject } from './stored-object.js';

/** What ListObjects and ListObjectsV2 have in common. */
export interface ObjectList {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** The last name of this page when there is more. */
  readonly next: string | undefined;
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
}

/** S3 gives at most this many names a page. */
const largestPage = 1000;

/** One page of a bucket's names in the order of their UTF-8 bytes, rolled up at the delimiter. */
export function listObjects(
  all: ReadonlyMap<string, StoredObject>,
  query: URLSearchParams,
  after: string,
): ObjectList {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = readMaxKeys(query.get('max-keys'));
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let last = '';
  for (const object of sorted(all)) {
    if (!object.key.startsWith(prefix)) continue;
    const name = rolledUp(object.key, prefix, delimiter);
    const isCommon = name !== object.key;
    if (compareBytes(name, after) <= 0 || (isCommon && name === last)) continue;
    if (objects.length + commonPrefixes.length >= maxKeys) {
      const next = maxKeys === 0 ? undefined : last;
      return { objects, commonPrefixes, next, prefix, delimiter, maxKeys };
    }
    if (isCommon) commonPrefixes.push(name);
    else objects.push(object);
    last = name;
  }
  return { objects, commonPrefixes, next: undefined, prefix, delimiter, maxKeys };
}

function rolledUp(key: string, prefix: string, delimiter: string): string {
  const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return cut < 0 ? key : key.slice(0, cut + delimiter.length);
}

function sorted(all: ReadonlyMap<string, StoredObject>): readonly StoredObject[] {
  return [...all.values()].sort((one, two) => compareBytes(one.key, two.key));
}

function compareBytes(one: string, two: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(two));
}

function readMaxKeys(text: string | null): number {
  if (text === null) return largestPage;
  if (!/^\d{1,9}$/.test(text)) throw s3Error('InvalidArgument', { ArgumentName: 'max-keys' });
  return Math.min(Number(text), largestPage);
}
