import type { Attributes, AttributeValue, Value } from './attribute-value.js';
import { decodeNumber } from './decode-number.js';
import { RecordError, type RecordIdentity } from './errors.js';
import type { LosslessDecimal } from './lossless-decimal.js';
import { joinIndex, joinName } from './path.js';

/**
 * Decodes an image or a key from DynamoDB JSON. Numbers keep every digit (see `decodeNumber`),
 * binary becomes `Uint8Array`, sets become `Set`, and a name such as `__proto__` is only a name.
 *
 * @throws {RecordError} `MALFORMED_ATTRIBUTE`, naming the record and the path of the attribute.
 */
export function decodeAttributes(image: unknown, path: string, record: RecordIdentity): Attributes {
  if (!isObject(image)) throw malformed(record, path, 'must be a map of attributes');
  return decodeMap(image, path, record);
}

function decodeMap(
  map: Readonly<Record<string, unknown>>,
  path: string,
  record: RecordIdentity,
): Attributes {
  const decoded: Record<string, Value> = {};
  for (const name of Object.keys(map)) {
    const value = decodeAttribute(map[name], joinName(path, name), record);
    if (name === '__proto__') defineMember(decoded, name, value);
    else decoded[name] = value;
  }
  return decoded;
}

// Assigning to `__proto__` would change the prototype instead of adding a member.
function defineMember(target: Record<string, Value>, name: string, value: Value): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function decodeAttribute(attribute: unknown, path: string, record: RecordIdentity): Value {
  if (!isObject(attribute)) throw malformed(record, path, 'must be an object with one type');
  const types = Object.keys(attribute);
  const [type] = types;
  if (type === undefined || types.length > 1) {
    throw malformed(record, path, `must have exactly one type, but has ${types.length}`);
  }
  const value = attribute[type];
  switch (type as keyof AttributeValue) {
    case 'S':
      return requireText(value, joinName(path, type), record);
    case 'N':
      return requireNumber(value, joinName(path, type), record);
    case 'B':
      return requireBytes(value, joinName(path, type), record);
    case 'BOOL':
      if (typeof value !== 'boolean')
        throw malformed(record, joinName(path, type), 'must be boolean');
      return value;
    case 'NULL':
      if (value !== true) throw malformed(record, joinName(path, type), 'must be true');
      return null;
    case 'L':
      return requireList(value, joinName(path, type), record).map((member, index) =>
        decodeAttribute(member, joinIndex(path, index), record),
      );
    case 'M':
      if (!isObject(value)) throw malformed(record, joinName(path, type), 'must be a map');
      return decodeMap(value, path, record);
    case 'SS':
      return decodeSet(value, path, type, record, requireText);
    case 'NS':
      return decodeSet(value, path, type, record, requireNumber);
    case 'BS':
      return decodeSet(value, path, type, record, requireBytes);
    default:
      throw malformed(record, path, `has the type ${JSON.stringify(type)}, which DynamoDB has not`);
  }
}

function decodeSet<Member>(
  value: unknown,
  path: string,
  type: string,
  record: RecordIdentity,
  requireMember: (member: unknown, path: string, record: RecordIdentity) => Member,
): ReadonlySet<Member> {
  const members = requireList(value, joinName(path, type), record);
  return new Set(members.map((member, i) => requireMember(member, joinIndex(path, i), record)));
}

function requireText(value: unknown, path: string, record: RecordIdentity): string {
  if (typeof value !== 'string') throw malformed(record, path, 'must be text');
  return value;
}

function requireNumber(
  value: unknown,
  path: string,
  record: RecordIdentity,
): number | bigint | LosslessDecimal {
  const number = typeof value === 'string' ? decodeNumber(value) : undefined;
  if (number === undefined) throw malformed(record, path, 'must be a number written as text');
  return number;
}

function requireBytes(value: unknown, path: string, record: RecordIdentity): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') throw malformed(record, path, 'must be base64 text');
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function requireList(value: unknown, path: string, record: RecordIdentity): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(record, path, 'must be a list');
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(record: RecordIdentity, path: string, problem: string): RecordError {
  return new RecordError('MALFORMED_ATTRIBUTE', path, problem, record);
}
