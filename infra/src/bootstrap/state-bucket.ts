import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { denyPlainHttp } from '../iam.js';

/** The bucket of the state: versioned, so that a broken state can be taken back; closed; TLS only. */
export class StateBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 'bucket', {
      bucket: name,
      lifecycle: { preventDestroy: true },
    });
    new S3BucketVersioningA(this, 'versions', {
      bucket: this.bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
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
  }
}
