import type { TypeDescriptor } from '../builder/attribute-types.js';
import type { FieldCondition } from '../pattern/pattern.js';

export type ImageName = 'NewImage' | 'OldImage' | 'Keys';

/** What stands at a name of the envelope; only text and numbers can match. */
export type EnvelopeValue = 'text' | 'number' | 'object';

/** Where a field of a pattern leads in a stream record. */
export type RecordWay =
  | { readonly kind: 'envelope'; readonly name: string; readonly holds: EnvelopeValue }
  | { readonly kind: 'unknown field'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly kind: 'attribute';
      readonly image: ImageName;
      /** The top-level attribute; absent when the way ends at the image. */
      readonly attribute: string | undefined;
      /** The descriptor under the top-level attribute. */
      readonly attributeType: TypeDescriptor | undefined;
      /** The descriptor at the end of the way, when the way ends at a value. */
      readonly valueType: TypeDescriptor | undefined;
      /** A name that stands where a descriptor should, with the way to it. */
      readonly notADescriptor: string | undefined;
    };

const envelopeNames = [
  'eventID',
  'eventName',
  'eventVersion',
  'eventSource',
  'awsRegion',
  'dynamodb',
  'eventSourceARN',
  'userIdentity',
];
const streamNames = [
  'ApproximateCreationDateTime',
  'Keys',
  'NewImage',
  'OldImage',
  'SequenceNumber',
  'SizeBytes',
  'StreamViewType',
];
const identityNames = ['type', 'principalId'];
const numberNames = ['ApproximateCreationDateTime', 'SizeBytes'];
const imageNames: readonly string[] = ['NewImage', 'OldImage', 'Keys'] satisfies ImageName[];
const descriptors: readonly string[] = [
  'S',
  'N',
  'B',
  'BOOL',
  'NULL',
  'SS',
  'NS',
  'BS',
  'L',
  'M',
] satisfies TypeDescriptor[];

/** Follows a field's names through the shape that every stream record has. */
export function followWay(field: FieldCondition): RecordWay {
  const [root = '', part, ...rest] = splitEnvelope(field);
  if (!envelopeNames.includes(root)) {
    return { kind: 'unknown field', name: root, known: envelopeNames };
  }
  if (root !== 'dynamodb' && root !== 'userIdentity') return textOrNumber(root, part);
  if (part === undefined) return { kind: 'envelope', name: root, holds: 'object' };
  const name = `${root}.${part}`;
  const known = root === 'dynamodb' ? streamNames : identityNames;
  if (!known.includes(part)) return { kind: 'unknown field', name, known };
  return isImageName(part) ? followAttribute(part, rest) : textOrNumber(name, rest[0]);
}

/** A name whose value is no object, so that nothing stands below it. */
function textOrNumber(name: string, below: string | undefined): RecordWay {
  if (below !== undefined) {
    return { kind: 'unknown field', name: `${name}.${below}`, known: [name] };
  }
  const last = name.slice(name.indexOf('.') + 1);
  return { kind: 'envelope', name, holds: numberNames.includes(last) ? 'number' : 'text' };
}

/** The envelope's names have no dots, so a dotted spelling of them is cut; attribute names stay whole. */
function splitEnvelope({ names, path }: FieldCondition): readonly string[] {
  return names.slice(0, 2).some((name) => name.includes('.')) ? path.split('.') : names;
}

function followAttribute(image: ImageName, names: readonly string[]): RecordWay {
  const [attribute, ...types] = names;
  let expected: 'descriptor' | 'name' | 'end' = 'descriptor';
  let last: TypeDescriptor | undefined;
  let way = attribute ?? '';
  for (const name of types) {
    if (expected === 'name') {
      expected = 'descriptor';
      last = undefined;
    } else if (expected === 'descriptor' && isDescriptor(name)) {
      last = name;
      expected = name === 'M' ? 'name' : name === 'L' ? 'descriptor' : 'end';
    } else {
      return attributeWay({ notADescriptor: `${way}.${name}` });
    }
    way = `${way}.${name}`;
  }
  return attributeWay({ valueType: expected === 'end' ? last : undefined });

  function attributeWay(found: {
    valueType?: TypeDescriptor | undefined;
    notADescriptor?: string;
  }): RecordWay {
    const [attributeType] = types;
    return {
      kind: 'attribute',
      image,
      attribute,
      attributeType:
        attributeType !== undefined && isDescriptor(attributeType) ? attributeType : undefined,
      valueType: found.valueType,
      notADescriptor: found.notADescriptor,
    };
  }
}

export function isDescriptor(name: string): name is TypeDescriptor {
  return descriptors.includes(name);
}

function isImageName(name: string): name is ImageName {
  return imageNames.includes(name);
}
