/**
 * An attribute value in DynamoDB JSON: one type name, one value. Numbers stay text, bytes are base64
 * text, sets are lists.
 */
export type AttributeValue = { readonly [type: string]: unknown };

/** An item, or its key, in DynamoDB JSON. */
export type AttributeMap = { readonly [name: string]: AttributeValue };

export type ChangeName = 'INSERT' | 'MODIFY' | 'REMOVE';

/**
 * One change as a Lambda function receives it in `Records`. Filters match against the whole of it.
 *
 * Fields and names as recorded from AWS (FIDELITY.md, "The event").
 */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: ChangeName;
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: StreamRecordChange;
  /** The ARN of the stream, not of the table. */
  readonly eventSourceARN: string;
  /** Set on removals by time-to-live only. */
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

export interface StreamRecordChange {
  /** Seconds since 1970. DynamoDB rounds it to whole seconds. */
  readonly ApproximateCreationDateTime: number;
  readonly Keys: AttributeMap;
  readonly NewImage?: AttributeMap;
  readonly OldImage?: AttributeMap;
  /** A decimal number of 21 to 40 digits. Compare with `compareSequenceNumbers`, never as text. */
  readonly SequenceNumber: string;
  readonly SizeBytes: number;
  readonly StreamViewType: string;
}
