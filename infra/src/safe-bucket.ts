import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { Construct } from 'constructs';
import { denyPlainHttp } from './iam.js';

/**
 * A bucket for records that failed: closed to the public, reached over TLS only, emptied by
 * lifecycle. Its name is a prefix that AWS completes, since bucket names are one world-wide pool.
 */
export class SafeBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, namePrefix: string, daysKept: number) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 'bucket', { bucketPrefix: `${namePrefix}-` });
    new S3BucketPublicAccessBlock(this, 'private', {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, 'tls', {
      bucket: this.bucket.id,
      policy: denyPlainHttp(this.bucket.arn),
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
