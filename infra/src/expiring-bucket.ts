import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { Construct } from 'constructs';
import { SafeBucket } from './safe-bucket.js';

/**
 * A bucket for records that failed, emptied by lifecycle. Its name is a prefix that AWS completes,
 * since bucket names are one world-wide pool.
 */
export class ExpiringBucket extends SafeBucket {
  constructor(scope: Construct, id: string, namePrefix: string, daysKept: number) {
    super(scope, id, { bucketPrefix: `${namePrefix}-` });
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
