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
  someElement,
  suffix,
} from '../index.js';

interface Order {
  readonly orderId: string;
  readonly status: 'PLACED' | 'PAID' | 'SHIPPED';
  readonly total: number;
  readonly gift: boolean;
  readonly note?: string;
  readonly cancelledBecause: string | null;
  readonly label: Uint8Array;
  readonly tags: ReadonlySet<string>;
  readonly slots: ReadonlySet<number>;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly remarks: readonly string[];
  readonly address: { readonly city: string; readonly geo: { readonly lat: number } };
  readonly reference: string | number;
}

const orders = filterFor<Order>();

describe('a filter for orders', () => {
  test.each([
    ['events', orders.on('INSERT', 'MODIFY'), { eventName: ['INSERT', 'MODIFY'] }],
    [
      'all events, which is all there is to say',
      orders.on('INSERT', 'MODIFY', 'REMOVE'),
      {
        eventName: ['INSERT', 'MODIFY', 'REMOVE'],
      },
    ],
    [
      'all events and more, of which only the rest is said',
      orders.on('INSERT', 'MODIFY', 'REMOVE').keys({ orderId: equals('o-1') }),
      { dynamodb: { Keys: { orderId: { S: ['o-1'] } } } },
    ],
    [
      'removals by time to live',
      orders.onTimeToLiveRemoval(),
      {
        eventName: ['REMOVE'],
        userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] },
      },
    ],
    [
      'both images',
      orders
        .on('MODIFY')
        .newImage({ status: equals('PAID') })
        .oldImage({ status: anythingBut('PAID') }),
      {
        eventName: ['MODIFY'],
        dynamodb: {
          NewImage: { status: { S: ['PAID'] } },
          OldImage: { status: { S: [{ 'anything-but': ['PAID'] }] } },
        },
      },
    ],
  ])('says %s', (_, filter, pattern) => {
    expect(JSON.parse(filter.toPattern())).toEqual(pattern);
  });
});

describe('a condition on an attribute', () => {
  test.each([
    [
      'a number, as text',
      orders.newImage({ total: equals(42, 1.5) }),
      { total: { N: ['42', '1.5'] } },
    ],
    ['a boolean', orders.newImage({ gift: equals(true) }), { gift: { BOOL: [true] } }],
    [
      'null',
      orders.newImage({ cancelledBecause: equals(null) }),
      { cancelledBecause: { NULL: [true] } },
    ],
    ['bytes', orders.newImage({ label: equals(Uint8Array.of(1, 2)) }), { label: { B: ['AQI='] } }],
    [
      'an element of a string set',
      orders.newImage({ tags: includes('vip') }),
      { tags: { SS: ['vip'] } },
    ],
    [
      'an element of a number set',
      orders.newImage({ slots: includes(7) }),
      { slots: { NS: ['7'] } },
    ],
    ['a prefix', orders.newImage({ note: prefix('call') }), { note: { S: [{ prefix: 'call' }] } }],
    ['a suffix', orders.newImage({ note: suffix('!') }), { note: { S: [{ suffix: '!' }] } }],
    [
      'a string in any case',
      orders.newImage({ note: equalsIgnoreCase('Yes') }),
      { note: { S: [{ 'equals-ignore-case': 'Yes' }] } },
    ],
    [
      'that it is there',
      orders.newImage({ note: exists('S') }),
      { note: { S: [{ exists: true }] } },
    ],
    [
      'that it is one thing or absent',
      orders.newImage({ note: anyOf(equals('x'), absent('S')) }),
      { note: { S: ['x', { exists: false }] } },
    ],
    [
      'values of two types',
      orders.newImage({ reference: equals('a', 7) }),
      { reference: { $or: [{ S: ['a'] }, { N: ['7'] }] } },
    ],
    [
      'the inside of a map',
      orders.newImage({ address: { city: equals('Bonn'), geo: { lat: equals(50) } } }),
      { address: { M: { city: { S: ['Bonn'] }, geo: { M: { lat: { N: ['50'] } } } } } },
    ],
    [
      'one element of a list of maps',
      orders.newImage({ lines: someElement({ sku: equals('A'), quantity: equals(2) }) }),
      { lines: { L: { M: { sku: { S: ['A'] }, quantity: { N: ['2'] } } } } },
    ],
    [
      'one element of a list of strings',
      orders.newImage({ remarks: someElement(prefix('late')) }),
      { remarks: { L: { S: [{ prefix: 'late' }] } } },
    ],
  ])('asks for %s', (_, filter, image) => {
    expect(JSON.parse(filter.toPattern())).toEqual({ dynamodb: { NewImage: image } });
  });
});

describe('the builder refuses', () => {
  test('to ask for nothing', () => {
    expect(() => orders.toPattern()).toThrow('An object of a pattern is empty');
  });

  test('an image without a condition', () => {
    expect(() => orders.newImage({})).toThrow('name no attribute');
  });

  test('a condition without a value', () => {
    expect(() => orders.newImage({ status: equals() })).toThrow('lists no value');
  });

  test('a number whose text is not certain', () => {
    expect(() => equals(1e21)).toThrow('1e+21 is not certain');
    expect(() => equals(Number.NaN)).toThrow('NaN is not certain');
  });

  test('to ask twice about one attribute', () => {
    const once = orders.newImage({ status: equals('PAID') });
    expect(() => once.newImage({ status: equals('PLACED') })).toThrow(
      'NewImage.status is asked about twice',
    );
  });

  test('a pattern that is longer than Lambda takes', () => {
    expect(() => orders.newImage({ note: equals('x'.repeat(5000)) }).toPattern()).toThrow(
      'Lambda takes 4096',
    );
  });

  test('a list of strings and numbers that must not be', () => {
    expect(() => anythingBut('a', 1)).toThrow('strings and numbers');
  });
});

test('a filter does not change when another is made from it', () => {
  const inserts = orders.on('INSERT');
  inserts.newImage({ status: equals('PAID') });
  expect(inserts.toPattern()).toBe('{"eventName":["INSERT"]}');
});

describe('one of several alternatives', () => {
  const filter = orders.on('MODIFY').either(
    (it) => it.newImage({ status: equals('PAID') }),
    (it) => it.oldImage({ status: equals('PLACED') }).keys({ orderId: prefix('o-') }),
  );

  test('becomes $or', () => {
    expect(JSON.parse(filter.toPattern())).toEqual({
      eventName: ['MODIFY'],
      $or: [
        { dynamodb: { NewImage: { status: { S: ['PAID'] } } } },
        {
          dynamodb: {
            OldImage: { status: { S: ['PLACED'] } },
            Keys: { orderId: { S: [{ prefix: 'o-' }] } },
          },
        },
      ],
    });
  });

  test('is asked for once, with two or more', () => {
    const twice = () =>
      filter.either(
        (it) => it.keys({ orderId: equals('a') }),
        (it) => it.keys({ orderId: equals('b') }),
      );
    expect(twice).toThrow('either() once');
    expect(() => orders.either((it) => it.keys({ orderId: equals('a') }))).toThrow('either() once');
  });

  test('may not ask again what is asked outside, for only the last would count', () => {
    const again = orders.newImage({ status: equals('PAID') }).either(
      (it) => it.newImage({ status: equals('PLACED') }),
      (it) => it.newImage({ total: equals(1) }),
    );
    expect(() => again.toPattern()).toThrow('NewImage.status.S is asked about twice');
  });
});

test('an entry of FilterCriteria', () => {
  expect(orders.on('REMOVE').toFilter()).toEqual({ Pattern: '{"eventName":["REMOVE"]}' });
});

test('an attribute called $or cannot be asked about', () => {
  const filter = filterFor<{ readonly $or: string }>();
  expect(() => filter.newImage({ $or: equals('x') })).toThrow('reads the name as an operator');
});

test('a condition on elements cannot be joined with others', () => {
  const condition = someElement<string>(equals('x'));
  expect(() => anyOf(condition, condition)).toThrow('not on the elements of a list');
});
