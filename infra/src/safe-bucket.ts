import { S3Bucket, type S3BucketConfig } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { Construct } from 'constructs';
import { denyPlainHttp } from './iam.js';

/** A bucket closed to the public and reached over TLS only. */
export class SafeBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, config: S3BucketConfig) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 'bucket', config);
    new S3BucketPublicAccessBlock(this, 'private', {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, 'tls', {
      bucket: this.bucket.id,
      policy: denyPlainHttp('s3', [this.bucket.arn, `${this.bucket.arn}/*`]),
    });
  }
}
