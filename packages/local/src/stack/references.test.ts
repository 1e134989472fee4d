import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../wire/members.js';
import { References } from './references.js';

function resolve(value: unknown, more: JsonObject = {}): unknown {
  const settings: Readonly<Record<string, JsonObject>> = {
    one: { name: 'first', n: 7, list: ['a'], through: ref('aws_x.two.name') },
    two: { name: 'second' },
    ...(more as Readonly<Record<string, JsonObject>>),
  };
  const resources = Object.entries(settings).map(([name, of]) => ({
    address: `aws_x.${name}`,
    type: 'aws_x',
    name,
    settings: of,
  }));
  const stack = {
    path: '',
    folder: '',
    region: undefined,
    resources,
    outputs: {},
    dataSources: [],
    otherSections: [],
  };
  const references = new References(stack, (resource, attribute) =>
    attribute === 'arn' ? `arn:${resource.name}` : undefined,
  );
  return references.resolveAt('here', value);
}

const ref = (expression: string) => `\${${expression}}`;

describe('a reference', () => {
  test.each<[string, unknown, unknown]>([
    ['to a setting', ref('aws_x.one.name'), 'first'],
    ['with blanks', ref(' aws_x.one.name '), 'first'],
    ['to a computed attribute', ref('aws_x.one.arn'), 'arn:one'],
    ['to a number keeps its type', ref('aws_x.one.n'), 7],
    ['to a list keeps its type', ref('aws_x.one.list'), ['a']],
    ['through another', ref('aws_x.one.through'), 'second'],
    ['inside of a text', `<${ref('aws_x.one.n')}|${ref('aws_x.two.arn')}>`, '<7|arn:two>'],
    ['in lists and objects', { a: [ref('aws_x.one.name')] }, { a: ['first'] }],
    ['that is written out', `$${ref('aws_x.one.name')}`, ref('aws_x.one.name')],
    ['in a comment is left alone', { '//': ref('nothing') }, { '//': ref('nothing') }],
  ])('%s is resolved', (_what, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each([
    ['to no resource', ref('aws_x.none.name'), "'aws_x.none.name'"],
    ['to no attribute', ref('aws_x.one.none'), 'aws_x.one has no such attribute here'],
    ['to a data source', ref('data.aws_region.here.name'), "'data.aws_region.here.name'"],
    ['by a function', ref('upper("a")'), 'upper'],
    ['that is not closed', `a \${aws_x.one.name`, 'cannot be resolved'],
  ])('%s is refused, with its place', (_what, value, words) => {
    expect(() => resolve({ deep: [value] })).toThrow(
      expect.objectContaining({
        code: 'STACK_UNRESOLVED_REFERENCE',
        message: expect.stringMatching(/^here\.deep\[0\]: /),
      }),
    );
    expect(() => resolve(value)).toThrow(words);
  });

  test('in a circle is refused', () => {
    const circle = { a: { name: ref('aws_x.b.name') }, b: { name: ref('aws_x.a.name') } };
    expect(() => resolve(ref('aws_x.a.name'), circle)).toThrow('it refers to itself');
  });
});
