import { describe, expect, test } from '@jest/globals';
import {
  absent,
  anyOf,
  anythingBut,
  equals,
  equalsIgnoreCase,
  exists,
  filterFor,
  includes,
  prefix,
} from '@millrace/filters';
import { builderCode } from './builder-code.js';

interface Order {
  readonly orderId: string;
  readonly status: string;
  readonly total: number;
  readonly gift: boolean;
  readonly note?: string;
  readonly tags: ReadonlySet<string>;
  readonly address: { readonly country: string };
}

/** Each built pattern, beside the code that built it. */
const built: readonly (readonly [code: string, pattern: string])[] = [
  [".on('INSERT', 'MODIFY')", filterFor<Order>().on('INSERT', 'MODIFY').toPattern()],
  [
    ".on('MODIFY')\n  .newImage({ status: equals('PAID', 'SHIPPED'), total: equals(1900) })",
    filterFor<Order>()
      .on('MODIFY')
      .newImage({ status: equals('PAID', 'SHIPPED'), total: equals(1900) })
      .toPattern(),
  ],
  [
    ".newImage({ status: anyOf(equals('PAID'), prefix('SHIP')), gift: equals(true) })",
    filterFor<Order>()
      .newImage({ status: anyOf(equals('PAID'), prefix('SHIP')), gift: equals(true) })
      .toPattern(),
  ],
  [
    ".oldImage({ note: absent('S') })",
    filterFor<Order>()
      .oldImage({ note: absent('S') })
      .toPattern(),
  ],
  [
    ".newImage({ note: exists('S'), status: anythingBut('PLACED'), tags: includes('vip') })",
    filterFor<Order>()
      .newImage({ note: exists('S'), status: anythingBut('PLACED'), tags: includes('vip') })
      .toPattern(),
  ],
  [
    ".newImage({ address: { country: equalsIgnoreCase('de') } })",
    filterFor<Order>()
      .newImage({ address: { country: equalsIgnoreCase('de') } })
      .toPattern(),
  ],
  [
    ".keys({ orderId: equals('it\\'s \"7\"') })",
    filterFor<Order>()
      .keys({ orderId: equals('it\'s "7"') })
      .toPattern(),
  ],
  ['.onTimeToLiveRemoval()', filterFor<Order>().onTimeToLiveRemoval().toPattern()],
];

describe('the code of the typed builder', () => {
  test.each(built)('is the code that builds the pattern: %s', (code, pattern) => {
    expect(builderCode(JSON.parse(pattern))).toBe(`filterFor<Order>()\n  ${code}\n  .toPattern()`);
  });

  test.each([
    [
      'an operator that the builder has no word for',
      '{"dynamodb":{"NewImage":{"a":{"S":[{"wildcard":"a*b"}]}}}}',
    ],
    ['ways to choose from', '{"$or":[{"eventName":["INSERT"]},{"eventName":["REMOVE"]}]}'],
    ['a field beside the images', '{"eventSource":["aws:dynamodb"]}'],
    ['an event that no stream has', '{"eventName":["CREATE"]}'],
    ['a number that would be written otherwise', '{"dynamodb":{"NewImage":{"a":{"N":["1.0"]}}}}'],
    ['an attribute without its type', '{"dynamodb":{"NewImage":{"a":["x"]}}}'],
  ])('is not made up for %s', (_, pattern) => {
    expect(builderCode(JSON.parse(pattern))).toBeUndefined();
  });
});
