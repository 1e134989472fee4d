import type { JsonOperation } from '../wire/aws-json.js';
import type { WireRequest, WireResponse } from '../wire/aws-service.js';
import { isJsonObject, type JsonObject } from '../wire/members.js';
import { numbered, pairs } from '../wire/query-parameters.js';
import { answerQuery } from '../wire/query-protocol.js';

/** Answers SQS's older protocol, which clients before 2023 speak, by the operations of the newer one. */
export function answerSqsQuery(
  request: WireRequest,
  operations: ReadonlyMap<string, JsonOperation>,
): Promise<WireResponse> {
  return answerQuery(request, {
    namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    operations,
    run: async (operation, input, action) =>
      toXmlResult(action, await operation(toJsonInput(input, request.url))),
  });
}

function toJsonInput(raw: JsonObject, url: string): JsonObject {
  const entries = Object.entries(raw).find(([name]) => name.endsWith('BatchRequestEntry'))?.[1];
  return {
    // The oldest clients name the queue by the path alone.
    ...(raw['QueueUrl'] === undefined ? { QueueUrl: url.split('?')[0] } : {}),
    ...raw,
    ...messageMembers(raw),
    ...(raw['Attribute'] === undefined
      ? {}
      : { Attributes: pairs(raw['Attribute'], 'Name', 'Value') }),
    AttributeNames: numbered(raw['AttributeName']),
    MessageSystemAttributeNames: numbered(raw['MessageSystemAttributeName']),
    MessageAttributeNames: numbered(raw['MessageAttributeName']),
    ...(entries === undefined
      ? {}
      : { Entries: numbered(entries).filter(isJsonObject).map(withMessageMembers) }),
  };
}

function withMessageMembers(entry: JsonObject): JsonObject {
  return { ...entry, ...messageMembers(entry) };
}

function messageMembers(raw: JsonObject): JsonObject {
  return raw['MessageAttribute'] === undefined
    ? {}
    : { MessageAttributes: pairs(raw['MessageAttribute'], 'Name', 'Value') };
}

function toXmlResult(action: string, output: object): object | undefined {
  if (Object.keys(output).length === 0) return undefined;
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => xmlMember(action, name, value)),
  );
}

function xmlMember(action: string, name: string, value: unknown): readonly [string, unknown] {
  switch (name) {
    case 'QueueUrls':
    case 'queueUrls':
      return ['QueueUrl', value];
    case 'Attributes':
      return ['Attribute', namedPairs(value)];
    case 'MessageAttributes':
      return ['MessageAttribute', namedPairs(value)];
    case 'Messages':
      return ['Message', eachMember(action, value)];
    case 'Successful':
      return [`${action}ResultEntry`, value];
    case 'Failed':
      return ['BatchResultErrorEntry', value];
    default:
      return [name, value];
  }
}

function eachMember(action: string, values: unknown): readonly object[] {
  return (Array.isArray(values) ? values : []).map((value: object) =>
    Object.fromEntries(
      Object.entries(value).map(([name, member]) => xmlMember(action, name, member)),
    ),
  );
}

function namedPairs(map: unknown): readonly object[] {
  return Object.entries(isJsonObject(map) ? map : {}).map(([Name, Value]) => ({ Name, Value }));
}
