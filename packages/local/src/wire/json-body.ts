import { AwsError } from './aws-error.js';
import { isJsonObject, type JsonObject } from './members.js';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses a request body that must be a JSON object; an empty body reads as `{}`. @throws AwsError 400. */
export function parseJsonBody(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(strictUtf8.decode(body));
  } catch {
    throw new AwsError(400, 'SerializationException', 'The request body is not valid JSON.');
  }
  if (isJsonObject(value)) return value;
  throw new AwsError(400, 'SerializationException', 'The request body must be a JSON object.');
}
