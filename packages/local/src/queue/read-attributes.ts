import { type JsonObject, Members } from '../wire/members.js';
import type { MessageAttribute, MessageAttributes } from './message.js';
import { invalidParameter } from './queue-errors.js';

/** Reads and checks a message's attributes, as SQS and SNS take them. @throws AwsError 400. */
export function readAttributes(attributes: JsonObject): MessageAttributes {
  const all = new Members(attributes);
  const names = Object.keys(attributes);
  if (names.length > 10) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
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
