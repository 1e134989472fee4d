import type { Attributes, AttributeValue, Value } from './attribute-value.js';
import { decodeNumber } from './decode-number.js';
import { RecordError, type RecordIdentity } from './errors.js';
import type { LosslessDecimal } from './lossless-decimal.js';
import { joinIndex, joinName } from './path.js';

/**
 * Where decoding stands: one for each map or list that is open, moved from member to member. A path
 * is made of them only when something is wrong; text for every attribute would cost more than
 * decoding it.
 */
interface Place {
  readonly parent: Place | undefined;
  readonly record: RecordIdentity;
  member: string | number;
}

/**
 * Decodes an image or a key from DynamoDB JSON. Numbers keep every digit (see `decodeNumber`),
 * binary becomes `Uint8Array`, sets become `Set`, and a name such as `__proto__` is only a name.
 *
 * @param path where it stands in its record, for errors: `dynamodb.NewImage`.
 * @throws {RecordError} `MALFORMED_ATTRIBUTE`, naming the record and the path of the attribute.
 */
export function decodeAttributes(image: unknown, path: string, record: RecordIdentity): Attributes {
  const root: Place = { parent: undefined, record, member: path };
  return decodeMap(image, root);
}

function decodeMap(map: unknown, parent: Place): Attributes {
  if (!isObject(map)) throw malformed(parent, 'must be a map of attributes');
  const place: Place = { parent, record: parent.record, member: '' };
  // A copy has its shape at once, where adding one member after the other takes a third longer. And
  // `__proto__` is a member of it like any other, to which one may assign.
  const decoded: Record<string, unknown> = { ...map };
  for (const name in map) {
    place.member = name;
    decoded[name] = decodeAttribute(map[name], place);
  }
  return decoded as Attributes;
}

function decodeAttribute(attribute: unknown, place: Place): Value {
  let type: string | undefined;
  let value: unknown;
  let count = 0;
  // Read while its name is at hand: a look-up by name afterwards costs as much as all the rest.
  for (const name in attribute as AttributeValue) {
    type = name;
    value = (attribute as AttributeValue)[name as keyof AttributeValue];
    count++;
  }
  if (count !== 1) throw malformed(place, 'must be an object with exactly one type');
  switch (type) {
    case 'S':
      return requireText(value, place);
    case 'N':
      return requireNumber(value, place);
    case 'B':
      return requireBytes(value, place);
    case 'BOOL':
      if (typeof value !== 'boolean') throw malformed(place, 'must be true or false');
      return value;
    case 'NULL':
      if (value !== true) throw malformed(place, 'of type NULL must be true');
      return null;
    case 'L':
      return decodeList(value, place, decodeAttribute);
    case 'M':
      return decodeMap(value, place);
    case 'SS':
      return new Set(decodeList(value, place, requireText));
    case 'NS':
      return new Set(decodeList(value, place, requireNumber));
    case 'BS':
      return new Set(decodeList(value, place, requireBytes));
    default:
      throw malformed(place, `has the type ${JSON.stringify(type)}, which DynamoDB has not`);
  }
}

function decodeList<Member>(
  list: unknown,
  parent: Place,
  decode: (member: unknown, place: Place) => Member,
): Member[] {
  if (!Array.isArray(list)) throw malformed(parent, 'must be a list');
  const place: Place = { parent, record: parent.record, member: 0 };
  const decoded: Member[] = [];
  for (const member of list) {
    decoded.push(decode(member, place));
    place.member = decoded.length;
  }
  return decoded;
}

function requireText(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw malformed(place, 'must be text');
  return value;
}

function requireNumber(value: unknown, place: Place): number | bigint | LosslessDecimal {
  const number = typeof value === 'string' ? decodeNumber(value) : undefined;
  if (number === undefined) throw malformed(place, 'must be a number written as text');
  return number;
}

function requireBytes(value: unknown, place: Place): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') throw malformed(place, 'must be binary in base64');
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(place: Place, problem: string): RecordError {
  return new RecordError('MALFORMED_ATTRIBUTE', pathOf(place), problem, place.record);
}

function pathOf({ parent, member }: Place): string {
  if (parent === undefined) return String(member);
  const path = pathOf(parent);
  return typeof member === 'number' ? joinIndex(path, member) : joinName(path, member);
}
