import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { SafeBucket } from '../safe-bucket.js';

/** The bucket of the state: versioned, so that a broken state can be taken back. */
export class StateBucket extends SafeBucket {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, { bucket: name, lifecycle: { preventDestroy: true } });
    new S3BucketVersioningA(this, 'versions', {
      bucket: this.bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
  }
}
