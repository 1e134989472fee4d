import type { StreamRecord } from './stream-record.js';

/**
 * Writes a record as Lambda puts it into the event: keys in the recorded order, and the creation
 * time with a fraction, which a strict reader (Python, Java, Go) takes for the float that it is on
 * AWS. `JSON.stringify` would write a whole number.
 */
export function recordText(record: StreamRecord): string {
  const change = record.dynamodb;
  const images =
    (change.NewImage === undefined ? '' : `"NewImage":${JSON.stringify(change.NewImage)},`) +
    (change.OldImage === undefined ? '' : `"OldImage":${JSON.stringify(change.OldImage)},`);
  const identity =
    record.userIdentity === undefined
      ? ''
      : `,"userIdentity":${JSON.stringify(record.userIdentity)}`;
  return (
    `{"eventID":${JSON.stringify(record.eventID)},"eventName":"${record.eventName}",` +
    `"eventVersion":${JSON.stringify(record.eventVersion)},"eventSource":${JSON.stringify(record.eventSource)},` +
    `"awsRegion":${JSON.stringify(record.awsRegion)},"dynamodb":{` +
    `"ApproximateCreationDateTime":${floatText(change.ApproximateCreationDateTime)},` +
    `"Keys":${JSON.stringify(change.Keys)},${images}` +
    `"SequenceNumber":${JSON.stringify(change.SequenceNumber)},"SizeBytes":${change.SizeBytes},` +
    `"StreamViewType":${JSON.stringify(change.StreamViewType)}},` +
    `"eventSourceARN":${JSON.stringify(record.eventSourceARN)}${identity}}`
  );
}

function floatText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}
