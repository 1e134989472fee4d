import { attributeMapText, jsonString } from './json-text.js';
import type { StreamRecord } from './stream-record.js';

/**
 * Writes a record as Lambda puts it into the event: keys in the recorded order, and the creation
 * time with a fraction, which a strict reader (Python, Java, Go) takes for the float that it is on
 * AWS. `JSON.stringify` would write a whole number.
 */
export function recordText(record: StreamRecord): string {
  const change = record.dynamodb;
  const { NewImage, OldImage } = change;
  const images =
    (NewImage === undefined ? '' : `"NewImage":${attributeMapText(NewImage)},`) +
    (OldImage === undefined ? '' : `"OldImage":${attributeMapText(OldImage)},`);
  const identity =
    record.userIdentity === undefined
      ? ''
      : `,"userIdentity":${JSON.stringify(record.userIdentity)}`;
  return (
    `{"eventID":${jsonString(record.eventID)},"eventName":"${record.eventName}",` +
    `"eventVersion":${jsonString(record.eventVersion)},"eventSource":${jsonString(record.eventSource)},` +
    `"awsRegion":${jsonString(record.awsRegion)},"dynamodb":{` +
    `"ApproximateCreationDateTime":${floatText(change.ApproximateCreationDateTime)},` +
    `"Keys":${attributeMapText(change.Keys)},${images}` +
    `"SequenceNumber":${jsonString(change.SequenceNumber)},"SizeBytes":${change.SizeBytes},` +
    `"StreamViewType":${jsonString(change.StreamViewType)}},` +
    `"eventSourceARN":${jsonString(record.eventSourceARN)}${identity}}`
  );
}

function floatText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}
