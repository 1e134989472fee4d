import type { AttributeMap } from './attribute-value.js';

/**
 * One record of a stream event, as Lambda hands it over (recorded shape; structurally the
 * `DynamoDBRecord` of `@types/aws-lambda`). Everything is optional until it has been checked.
 */
export interface StreamRecord {
  readonly eventID?: string | undefined;
  readonly eventName?: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined;
  readonly eventVersion?: string | undefined;
  readonly eventSource?: string | undefined;
  readonly awsRegion?: string | undefined;
  readonly eventSourceARN?: string | undefined;
  readonly dynamodb?: StreamRecordData | undefined;
  /** Present only on removals by time-to-live. */
  readonly userIdentity?: unknown;
}

export interface StreamRecordData {
  /** Epoch seconds. */
  readonly ApproximateCreationDateTime?: number | undefined;
  readonly Keys?: AttributeMap | undefined;
  readonly NewImage?: AttributeMap | undefined;
  readonly OldImage?: AttributeMap | undefined;
  readonly SequenceNumber?: string | undefined;
  readonly SizeBytes?: number | undefined;
  readonly StreamViewType?:
    | 'KEYS_ONLY'
    | 'NEW_IMAGE'
    | 'OLD_IMAGE'
    | 'NEW_AND_OLD_IMAGES'
    | undefined;
}
