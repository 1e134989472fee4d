import { AwsError } from '../wire/aws-error.js';
import type { Members } from '../wire/members.js';
import type { MessageAttribute, MessageAttributes, NewMessage } from './message.js';
import { invalidParameter } from './queue-errors.js';

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
  const attributes = readAttributes(input);
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

function readAttributes(input: Members): MessageAttributes {
  const all = input.nested('MessageAttributes');
  const names = Object.keys(input.object('MessageAttributes') ?? {});
  if (names.length > 10) {
    throw invalidParameter(
      'Number of message attributes [%d] exceeds the allowed maximum [10].'.replace(
        '%d',
        String(names.length),
      ),
    );
  }
  return Object.fromEntries(names.map((name) => [name, readAttribute(name, all.nested(name))]));
}

function readAttribute(name: string, attribute: Members): MessageAttribute {
  const type = attribute.string('DataType') ?? '';
  const text = attribute.string('StringValue');
  const binary = attribute.string('BinaryValue');
  if (!/^(String|Number|Binary)(\..+)?$/.test(type)) {
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const value = type.startsWith('Binary') ? binary : text;
  if (value === undefined || value === '') {
    throw invalidParameter(
      `The message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
    );
  }
  return type.startsWith('Binary')
    ? { DataType: type, BinaryValue: value }
    : { DataType: type, StringValue: value };
}
