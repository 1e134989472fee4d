import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { AwsError } from './aws-error.js';

const builder = new XMLBuilder({ attributeNamePrefix: '@', ignoreAttributes: false });

/** Writes an XML document: a list repeats its element, a name with `@` in front is an attribute. */
export function toXml(document: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

/** Reads an XML document; all values are text. @throws AwsError 400 `MalformedXML`. */
export function parseXml(body: Buffer): Readonly<Record<string, unknown>> {
  const text = body.toString('utf8');
  try {
    // Entities of a document's own are the way to make a parser eat all memory.
    if (text.includes('<!DOCTYPE')) throw new Error('A document type is not taken.');
    return parser.parse(text, true);
  } catch (cause) {
    throw new AwsError(
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      { members: { cause: String(cause) } },
    );
  }
}
