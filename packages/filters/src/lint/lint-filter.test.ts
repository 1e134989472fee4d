import { describe, expect, test } from '@jest/globals';
import { InvalidFilterPatternError, type LintOptions, lintFilter } from '../index.js';

const attributes = {
  status: 'S',
  total: 'N',
  reference: ['S', 'N'],
  address: 'M',
  items: 'L',
} as const;

function codesOf(pattern: string | object, options?: LintOptions): readonly string[] {
  return lintFilter(pattern, options).map(({ code, path }) => `${code} ${path}`.trim());
}

function newImage(conditions: object): object {
  return { dynamodb: { NewImage: conditions } };
}

describe('a pattern that says what it means has no warning', () => {
  test.each([
    { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { status: { S: ['PAID'] } } } },
    newImage({ total: { N: ['42', { 'anything-but': ['43'] }, { prefix: '4' }] } }),
    newImage({ address: { M: { city: { S: [{ exists: false }] }, lat: { N: ['1'] } } } }),
    newImage({ items: { L: { M: { sku: { S: ['A'] } }, S: ['x'] } } }),
    newImage({ reference: { N: ['1'] } }),
    { dynamodb: { ApproximateCreationDateTime: [{ numeric: ['>', 1_700_000_000] }] } },
    { userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] } },
    {
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { OldImage: { status: { S: [{ exists: false }] } } },
    },
    '{"dynamodb.NewImage.status.S": ["PAID"]}',
    { eventName: [{ prefix: 'IN' }, { 'anything-but': 'REMOVE' }, { exists: true }] },
    { userIdentity: { type: [{ exists: false }], principalId: [{ exists: true }] } },
    { eventID: [{ prefix: 'a' }], dynamodb: { SizeBytes: [100, { exists: true }] } },
  ])('%j', (pattern) => {
    expect(codesOf(pattern, { attributes, viewType: 'NEW_AND_OLD_IMAGES' })).toEqual([]);
  });
});

describe('what AWS accepts and what yet is wrong is found', () => {
  test.each<[string, string | object, LintOptions, readonly string[]]>([
    [
      'numeric on a number attribute, which is a string',
      newImage({ total: { N: [{ numeric: ['>', 100] }] } }),
      {},
      ['NUMBER_ON_STRING_TYPE dynamodb.NewImage.total.N[0]'],
    ],
    [
      'a number in the place of its text',
      newImage({ total: { N: ['1', 42] }, status: { S: [{ 'anything-but': [1] }] } }),
      {},
      [
        'NUMBER_ON_STRING_TYPE dynamodb.NewImage.total.N[1]',
        'NUMBER_ON_STRING_TYPE dynamodb.NewImage.status.S[0]',
      ],
    ],
    [
      'values of a type that the descriptor never holds',
      newImage({
        gift: { BOOL: ['true', { prefix: 't' }] },
        note: { NULL: [null] },
        a: { S: [true] },
      }),
      {},
      [
        'VALUE_OF_WRONG_TYPE dynamodb.NewImage.gift.BOOL[0]',
        'VALUE_OF_WRONG_TYPE dynamodb.NewImage.gift.BOOL[1]',
        'VALUE_OF_WRONG_TYPE dynamodb.NewImage.note.NULL[0]',
        'VALUE_OF_WRONG_TYPE dynamodb.NewImage.a.S[0]',
      ],
    ],
    [
      'an attribute without its type',
      newImage({ status: ['PAID'], address: { city: { S: ['Bonn'] } } }),
      {},
      [
        'MISSING_TYPE_DESCRIPTOR dynamodb.NewImage.status',
        'MISSING_TYPE_DESCRIPTOR dynamodb.NewImage.address.city.S',
      ],
    ],
    [
      'exists on an attribute, a map, or an image',
      newImage({ status: [{ exists: false }], address: { M: [{ exists: true }] } }),
      {},
      [
        'EXISTS_ON_ATTRIBUTE dynamodb.NewImage.status',
        'EXISTS_ON_ATTRIBUTE dynamodb.NewImage.address.M',
      ],
    ],
    ['a name that no record has', { eventname: ['INSERT'] }, {}, ['UNKNOWN_FIELD eventname']],
    [
      'an image that no record has',
      { dynamodb: { newImage: { status: { S: ['PAID'] } } } },
      {},
      ['UNKNOWN_FIELD dynamodb.newImage.status.S'],
    ],
    ['an event that there is not', { eventName: ['UPDATE'] }, {}, ['UNKNOWN_EVENT_NAME eventName']],
    [
      'an event that no operator finds',
      {
        eventName: [
          'INSERT',
          { prefix: 'insert' },
          { 'anything-but': ['INSERT', 'MODIFY', 'REMOVE'] },
        ],
      },
      {},
      ['UNKNOWN_EVENT_NAME eventName', 'UNKNOWN_EVENT_NAME eventName'],
    ],
    [
      'other values that no record has',
      { eventSource: ['aws:kinesis'], userIdentity: { type: ['service'] } },
      {},
      ['UNKNOWN_VALUE eventSource', 'UNKNOWN_VALUE userIdentity.type'],
    ],
    [
      'the identity as the Streams API writes it, not as the event does',
      { userIdentity: { Type: ['Service'], PrincipalId: ['dynamodb.amazonaws.com'] } },
      {},
      ['UNKNOWN_FIELD userIdentity.Type', 'UNKNOWN_FIELD userIdentity.PrincipalId'],
    ],
    [
      'a name below a text',
      { eventName: { S: ['INSERT'] }, dynamodb: { SequenceNumber: { N: ['1'] } } },
      {},
      ['UNKNOWN_FIELD eventName.S', 'UNKNOWN_FIELD dynamodb.SequenceNumber.N'],
    ],
    [
      'exists on an object of the envelope',
      { userIdentity: [{ exists: true }], dynamodb: [{ exists: false }] },
      {},
      ['VALUE_OF_WRONG_TYPE userIdentity[0]', 'VALUE_OF_WRONG_TYPE dynamodb[0]'],
    ],
    [
      'text for a number of the envelope, and a number for its text',
      {
        awsRegion: [1, null, { 'anything-but': [5] }],
        dynamodb: {
          SizeBytes: ['100', 100, { prefix: '1' }],
          SequenceNumber: [{ numeric: ['>', 1] }],
        },
      },
      {},
      [
        'VALUE_OF_WRONG_TYPE awsRegion[0]',
        'VALUE_OF_WRONG_TYPE awsRegion[1]',
        'VALUE_OF_WRONG_TYPE awsRegion[2]',
        'VALUE_OF_WRONG_TYPE dynamodb.SizeBytes[0]',
        'VALUE_OF_WRONG_TYPE dynamodb.SizeBytes[2]',
        'VALUE_OF_WRONG_TYPE dynamodb.SequenceNumber[0]',
      ],
    ],
    [
      'a number in another form than DynamoDB keeps it',
      newImage({ total: { N: ['1.0', '1', '1e2'] }, tags: { NS: ['007'] }, a: { N: ['many'] } }),
      {},
      [
        'NUMBER_NOT_AS_STORED dynamodb.NewImage.total.N[0]',
        'NUMBER_NOT_AS_STORED dynamodb.NewImage.total.N[2]',
        'NUMBER_NOT_AS_STORED dynamodb.NewImage.tags.NS[0]',
        'NUMBER_NOT_AS_STORED dynamodb.NewImage.a.N[0]',
      ],
    ],
    [
      'an emoji where case is ignored',
      newImage({
        a: {
          S: [
            { 'equals-ignore-case': 'yes 👍' },
            { 'anything-but': { 'equals-ignore-case': ['é', '👍'] } },
          ],
        },
      }),
      {},
      [
        'CASE_NOT_IGNORED dynamodb.NewImage.a.S[0]',
        'CASE_NOT_IGNORED dynamodb.NewImage.a.S[1]',
        'OPERATOR_NOT_CONFIRMED dynamodb.NewImage.a.S[0]',
        'OPERATOR_NOT_CONFIRMED dynamodb.NewImage.a.S[1]',
      ],
    ],
    [
      'an image that the stream does not carry',
      newImage({ status: { S: ['PAID'] } }),
      { viewType: 'OLD_IMAGE' },
      ['IMAGE_NEVER_PRESENT dynamodb.NewImage.status.S'],
    ],
    [
      'an old image wanted of an INSERT',
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { OldImage: { status: { S: ['PAID'] } } } },
      {},
      ['IMAGE_NEVER_PRESENT dynamodb.OldImage.status.S'],
    ],
    [
      'a new image not wanted of a REMOVE, which never has one',
      { eventName: ['REMOVE'], dynamodb: { NewImage: { status: { S: [{ exists: false }] } } } },
      {},
      ['IMAGE_NEVER_PRESENT dynamodb.NewImage.status.S'],
    ],
    [
      'an attribute that the item does not have',
      newImage({ colour: { S: ['red'] } }),
      { attributes },
      ['UNKNOWN_ATTRIBUTE dynamodb.NewImage.colour.S'],
    ],
    [
      'an attribute of another type',
      newImage({ total: { S: ['42'] } }),
      { attributes },
      ['WRONG_ATTRIBUTE_TYPE dynamodb.NewImage.total.S'],
    ],
    [
      'a name that comes twice in one object',
      '{"dynamodb":{"Keys":{"a":{"S":["x"]}}},"dynamodb":{"Keys":{"b":{"S":["y"]}}}}',
      {},
      ['DUPLICATE_NAME dynamodb'],
    ],
    [
      'a path that is asked about twice',
      '{"eventName":["INSERT"],"$or":[{"eventName":["MODIFY"]},{"awsRegion":["eu-west-1"]}]}',
      {},
      ['DUPLICATE_PATH $or[0].eventName', 'OPERATOR_NOT_CONFIRMED $or'],
    ],
    [
      'text behind the last brace',
      '{"eventName":["INSERT"]}, "awsRegion": ["eu-west-1"]}',
      {},
      ['TRAILING_TEXT'],
    ],
    [
      'operators that Lambda does not list',
      newImage({
        a: {
          S: [
            { wildcard: 'x*' },
            { cidr: '10.0.0.0/8' },
            { exactly: 'x' },
            { prefix: { 'equals-ignore-case': 'x' } },
            { 'anything-but': { prefix: 'x' } },
          ],
        },
      }),
      {},
      [0, 1, 2, 3, 4].map((index) => `OPERATOR_NOT_CONFIRMED dynamodb.NewImage.a.S[${index}]`),
    ],
    [
      'a number beyond what every release compares',
      { dynamodb: { SizeBytes: [{ numeric: ['>', 6_000_000_000] }, 0.1234567] } },
      {},
      ['NUMBER_NOT_PORTABLE dynamodb.SizeBytes[0]', 'NUMBER_NOT_PORTABLE dynamodb.SizeBytes[1]'],
    ],
  ])('%s', (_, pattern, options, codes) => {
    expect(codesOf(pattern, options)).toEqual(codes);
  });

  test('once, although $or repeats what stands outside of it', () => {
    const codes = codesOf({
      eventName: ['INSERT'],
      dynamodb: { OldImage: { a: { S: ['x'] } } },
      $or: [{ awsRegion: ['a'] }, { awsRegion: ['b'] }],
    });
    expect(codes.filter((code) => code.startsWith('IMAGE'))).toHaveLength(1);
  });

  test('with a sentence and a mend', () => {
    expect(lintFilter({ eventname: ['INSERT'] })).toEqual([
      {
        code: 'UNKNOWN_FIELD',
        severity: 'warning',
        path: 'eventname',
        message: 'No record of a DynamoDB stream has "eventname", so this never matches',
        mend: 'Write "eventName".',
      },
    ]);
  });

  test('and what Lambda may well accept is only a note', () => {
    const [suffix] = lintFilter(newImage({ a: { S: [{ suffix: 'x' }] } }));
    expect(suffix).toMatchObject({ code: 'OPERATOR_NOT_CONFIRMED', severity: 'note' });
  });
});

test('a pattern that AWS refuses is an error, not a warning', () => {
  expect(() => lintFilter('{"a":[]}')).toThrow(InvalidFilterPatternError);
});
