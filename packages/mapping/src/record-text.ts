import { attributeMapText, jsonString } from './json-text.js';
import type { StreamRecord } from './stream-record.js';

/**
 * Writes records as Lambda puts them into the event: keys in the recorded order, and the creation
 * time with a fraction, which a strict reader (Python, Java, Go) takes for the float that it is on
 * AWS. `JSON.stringify` would write a whole number.
 *
 * Everything that is the same in record after record of a stream is written once: a third of the work.
 */
export class RecordWriter {
  #origin: Origin | undefined;
  #middle = '';
  #end = '';

  text(record: StreamRecord): string {
    this.#remember(record);
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
      `{"eventID":${jsonString(record.eventID)},"eventName":"${record.eventName}"${this.#middle}` +
      `${floatText(change.ApproximateCreationDateTime)},` +
      `"Keys":${attributeMapText(change.Keys)},${images}` +
      `"SequenceNumber":${jsonString(change.SequenceNumber)},"SizeBytes":${change.SizeBytes}` +
      `${this.#end}${identity}}`
    );
  }

  #remember(record: StreamRecord): void {
    const { eventVersion, eventSource, awsRegion, eventSourceARN } = record;
    const { StreamViewType } = record.dynamodb;
    const last = this.#origin;
    if (
      last?.eventVersion === eventVersion &&
      last.eventSource === eventSource &&
      last.awsRegion === awsRegion &&
      last.eventSourceARN === eventSourceARN &&
      last.StreamViewType === StreamViewType
    ) {
      return;
    }
    this.#origin = { eventVersion, eventSource, awsRegion, eventSourceARN, StreamViewType };
    this.#middle =
      `,"eventVersion":${jsonString(eventVersion)},"eventSource":${jsonString(eventSource)},` +
      `"awsRegion":${jsonString(awsRegion)},"dynamodb":{"ApproximateCreationDateTime":`;
    this.#end =
      `,"StreamViewType":${jsonString(StreamViewType)}},` +
      `"eventSourceARN":${jsonString(eventSourceARN)}`;
  }
}

/** What the records of one stream have in common. */
type Origin = Pick<StreamRecord, 'eventVersion' | 'eventSource' | 'awsRegion' | 'eventSourceARN'> &
  Pick<StreamRecord['dynamodb'], 'StreamViewType'>;

function floatText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}
