import { endOfItem, JsonWriter } from './json-text.js';
import { onePiece } from './one-piece.js';
import type { ChangeName, StreamRecord } from './stream-record.js';

/** A record as it stands in the event. */
export interface RecordText {
  readonly text: string;
  /** Its length in UTF-8. */
  readonly bytes: number;
}

const beforeNewImage = endOfItem(',"NewImage":');
const beforeOldImage = endOfItem(',"OldImage":');
const beforeSequenceNumber = endOfItem(',"SequenceNumber":"');

/**
 * Writes records as Lambda puts them into the event: keys in the recorded order, and the creation
 * time with a fraction, which a strict reader (Python, Java, Go) takes for the float that it is on
 * AWS. `JSON.stringify` would write a whole number.
 *
 * Everything that is the same in record after record of a stream is written once: a third of the work.
 */
export class RecordWriter {
  readonly #json = new JsonWriter();
  #origin: Origin | undefined;
  #originIsPlain = true;
  #middle = '';
  /** The event's name and all up to the keys, by that name: there are three, and they take turns. */
  readonly #middles = new Map<ChangeName, string>();
  #end = '';

  write(record: StreamRecord): RecordText {
    this.#remember(record);
    this.#json.begin();
    const text = this.#text(record);
    // To count the bytes is to put the text into one piece, which the event does anyway, and sooner.
    const plain = this.#originIsPlain && this.#json.bytesAreCharacters;
    return { text, bytes: plain ? text.length : Buffer.byteLength(text) };
  }

  #text({ eventID, eventName, dynamodb, userIdentity }: StreamRecord): string {
    const json = this.#json;
    const { Keys, NewImage, OldImage, SequenceNumber, SizeBytes } = dynamodb;
    const afterNew = OldImage === undefined ? beforeSequenceNumber : beforeOldImage;
    const afterKeys = NewImage === undefined ? afterNew : beforeNewImage;
    let text = `{"eventID":"${json.escaped(eventID)}${this.#middleOf(eventName)}`;
    text = json.item(text, Keys, afterKeys);
    if (NewImage !== undefined) text = json.item(text, NewImage, afterNew);
    if (OldImage !== undefined) text = json.item(text, OldImage, beforeSequenceNumber);
    text += `${json.escaped(SequenceNumber)}","SizeBytes":${SizeBytes}${this.#end}`;
    return userIdentity === undefined
      ? `${text}}`
      : `${text},"userIdentity":${json.value(userIdentity)}}`;
  }

  #middleOf(eventName: ChangeName): string {
    const known = this.#middles.get(eventName);
    if (known !== undefined) return known;
    const middle = onePiece(`","eventName":"${eventName}${this.#middle}`);
    this.#middles.set(eventName, middle);
    return middle;
  }

  #remember(record: StreamRecord): void {
    const { eventVersion, eventSource, awsRegion, eventSourceARN } = record;
    const { ApproximateCreationDateTime, StreamViewType } = record.dynamodb;
    const last = this.#origin;
    if (
      last?.ApproximateCreationDateTime === ApproximateCreationDateTime &&
      last.eventVersion === eventVersion &&
      last.eventSource === eventSource &&
      last.awsRegion === awsRegion &&
      last.eventSourceARN === eventSourceARN &&
      last.StreamViewType === StreamViewType
    ) {
      return;
    }
    const json = this.#json;
    json.begin();
    this.#origin = {
      ...{ ApproximateCreationDateTime, eventVersion, eventSource, awsRegion },
      ...{ eventSourceARN, StreamViewType },
    };
    this.#middles.clear();
    this.#middle =
      `","eventVersion":"${json.escaped(eventVersion)}","eventSource":"${json.escaped(eventSource)}",` +
      `"awsRegion":"${json.escaped(awsRegion)}",` +
      `"dynamodb":{"ApproximateCreationDateTime":${floatText(ApproximateCreationDateTime)},"Keys":`;
    this.#end = onePiece(
      `,"StreamViewType":"${json.escaped(StreamViewType)}"},` +
        `"eventSourceARN":"${json.escaped(eventSourceARN)}"`,
    );
    this.#originIsPlain = json.bytesAreCharacters;
  }
}

/** What most records of a stream have in common with the one before. */
type Origin = Pick<StreamRecord, 'eventVersion' | 'eventSource' | 'awsRegion' | 'eventSourceARN'> &
  Pick<StreamRecord['dynamodb'], 'ApproximateCreationDateTime' | 'StreamViewType'>;

function floatText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}
