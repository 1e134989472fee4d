import { AwsError } from '../wire/aws-error.js';
import type { Members } from '../wire/members.js';
import type { NewMessage } from './message.js';
import { invalidParameter } from './queue-errors.js';
import { readAttributes } from './read-attributes.js';

// What XML 1.0 cannot carry, a message cannot hold (SQS API reference, SendMessage).
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Reads and checks one message of SendMessage, or one entry of SendMessageBatch. */
export function readMessage(input: Members, sizeLimit: number): NewMessage {
  const body = input.string('MessageBody');
  if (body === undefined) {
    throw new AwsError(
      400,
      'MissingParameter',
      'The request must contain the parameter MessageBody.',
    );
  }
  if (body === '') {
    throw invalidParameter('The request must contain the parameter MessageBody.');
  }
  if (forbidden.test(body)) {
    throw new AwsError(
      400,
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  const attributes = readAttributes(input.object('MessageAttributes') ?? {});
  if (messageSize({ body, attributes }) > sizeLimit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${sizeLimit} bytes.`,
    );
  }
  const delaySeconds = input.integer('DelaySeconds');
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw invalidParameter(
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  return { body, attributes, ...(delaySeconds === undefined ? {} : { delaySeconds }) };
}

/** Bytes that count against the limit: the body and each attribute's name, type and value. */
export function messageSize(message: NewMessage): number {
  let size = Buffer.byteLength(message.body);
  for (const [name, attribute] of Object.entries(message.attributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType);
    size += Buffer.byteLength(attribute.StringValue ?? '');
    size += Buffer.byteLength(attribute.BinaryValue ?? '', 'base64');
  }
  return size;
}
