import { createHash } from 'node:crypto';

/** How many characters the provider puts behind a prefix. */
const ENDING_LENGTH = 26;
/** The prefix of a bucket that has neither a name nor a prefix. */
const DEFAULT_PREFIX = 'terraform-';

/**
 * The name of an `aws_s3_bucket`. A prefix is completed as the provider does it, but with an ending
 * that is the same on every start.
 *
 * @param setting gives a setting of the resource, its references resolved.
 */
export function bucketName(address: string, setting: (name: string) => unknown): string {
  const name = setting('bucket');
  if (typeof name === 'string' && name !== '') return name;
  const ending = createHash('sha256').update(address).digest('hex').slice(0, ENDING_LENGTH);
  return `${setting('bucket_prefix') ?? DEFAULT_PREFIX}${ending}`;
}
