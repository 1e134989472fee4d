import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { Construct } from 'constructs';
import { SafeBucket } from './safe-bucket.js';

/** A bucket's name has 63 characters at most, of which the provider's own ending takes 26. */
const longestPrefix = 63 - 26;

/**
 * A bucket for records that failed, emptied by lifecycle. Its name is a prefix that the provider
 * completes, since bucket names are one world-wide pool.
 *
 * @param owner whose records they are; cut where the name would be too long for S3.
 * @param purpose what is in the bucket, such as `failures`.
 */
export class ExpiringBucket extends SafeBucket {
  constructor(scope: Construct, id: string, owner: string, purpose: string, daysKept: number) {
    const ending = `-${purpose}-`;
    super(scope, id, {
      bucketPrefix: owner.slice(0, longestPrefix - ending.length).replace(/-+$/, '') + ending,
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: this.bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: daysKept }],
        },
      ],
    });
  }
}
