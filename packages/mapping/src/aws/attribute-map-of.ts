import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeMap, AttributeValue } from '../stream-record.js';

/** The SDK's attributes as DynamoDB JSON: all the same, except that bytes become base64 text. */
export function attributeMapOf(attributes: Readonly<Record<string, SdkValue>>): AttributeMap {
  const map: Record<string, AttributeValue> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) map[name] = attributeValueOf(value);
  }
  return map;
}

function attributeValueOf(value: SdkValue): AttributeValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.M !== undefined) return { M: attributeMapOf(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attributeValueOf) };
  return { ...value };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
