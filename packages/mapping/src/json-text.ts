import type { AttributeMap, AttributeValue } from './stream-record.js';

/** Text without quotes, backslashes, control characters and surrogates: nothing in it is escaped. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** A JSON string. Nearly all texts of a record need no escape, and those are many times quicker so. */
export function jsonString(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** DynamoDB JSON of an item, as JSON.stringify writes it. */
export function attributeMapText(attributes: AttributeMap): string {
  let text = '{';
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${jsonString(name)}:${attributeValueText(value)}`;
  }
  return `${text}}`;
}

function attributeValueText(value: AttributeValue): string {
  const { S, N } = value as { readonly S?: unknown; readonly N?: unknown };
  if (typeof S === 'string') return `{"S":${jsonString(S)}}`;
  if (typeof N === 'string') return `{"N":${jsonString(N)}}`;
  return JSON.stringify(value);
}
