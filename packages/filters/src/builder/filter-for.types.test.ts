import { describe, expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import {
  absent,
  anyOf,
  anythingBut,
  equals,
  exists,
  filterFor,
  includes,
  prefix,
  type RecordFilter,
  someElement,
} from '../index.js';

interface Order {
  readonly orderId: string;
  readonly status: 'PLACED' | 'PAID';
  readonly total: number;
  readonly note?: string;
  readonly reference: string | number;
  readonly tags: ReadonlySet<string>;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly remarks: readonly string[];
  readonly address: { readonly city: string };
}

const orders = filterFor<Order>();

/** Never run: what is inside is there for the compiler, which must refuse each marked line. */
function onlyCompiled(_statements: () => void): void {}

describe('the compiler accepts', () => {
  test('conditions of the attribute’s own type', () => {
    const filter = orders.newImage({
      orderId: prefix('o-'),
      status: anyOf(equals('PAID'), absent('S')),
      total: equals(42),
      note: exists('S'),
      reference: anyOf(equals('a'), equals(1), exists('N')),
      tags: includes('vip'),
      lines: someElement({ sku: equals('A'), quantity: equals(2) }),
      remarks: someElement(prefix('late')),
      address: { city: anythingBut('Bonn') },
    });
    expectTypeOf(filter).toEqualTypeOf<RecordFilter<Order>>();
    expect(filter.toPattern()).toContain('"late"');
  });

  test('an old image where one of the events has one', () => {
    const filter = orders.on('INSERT', 'MODIFY').oldImage({ status: equals('PAID') });
    expectTypeOf(filter).toEqualTypeOf<RecordFilter<Order, 'INSERT' | 'MODIFY'>>();
    expect(filter.toPattern()).toContain('OldImage');
  });
});

test('the compiler refuses what can never match', () => {
  onlyCompiled(() => {
    // @ts-expect-error an attribute that the item does not have
    orders.newImage({ colour: equals('red') });
    // @ts-expect-error a value that the attribute never has
    orders.newImage({ status: equals('LOST') });
    // @ts-expect-error a number attribute is no string
    orders.newImage({ total: prefix('4') });
    // @ts-expect-error a string value for a number attribute
    orders.newImage({ total: equals('42') });
    // @ts-expect-error a set is asked for its elements
    orders.newImage({ tags: equals('vip') });
    // @ts-expect-error a string set holds no numbers
    orders.newImage({ tags: includes(1) });
    // @ts-expect-error the attribute is a string, not a number
    orders.newImage({ note: exists('N') });
    // @ts-expect-error a map has no value of its own
    orders.newImage({ address: exists('M') });
    // @ts-expect-error an attribute that the map does not have
    orders.newImage({ address: { street: equals('x') } });
    // @ts-expect-error an attribute that the list's elements do not have
    orders.newImage({ lines: someElement({ colour: equals('red') }) });
    // @ts-expect-error one attribute too many
    orders.newImage({ lines: someElement({ sku: equals('A'), colour: equals('red') }) });
    // @ts-expect-error the elements' quantity is a number
    orders.newImage({ lines: someElement({ sku: equals('A'), quantity: equals('2') }) });
    // @ts-expect-error the elements are strings
    orders.newImage({ remarks: someElement(equals(1)) });
    // @ts-expect-error one of the two can never match
    orders.newImage({ total: anyOf(equals(1), prefix('4')) });
    // @ts-expect-error a plain value is no condition
    orders.newImage({ status: 'PAID' });
    // @ts-expect-error an INSERT has no old image
    orders.on('INSERT').oldImage({ status: equals('PAID') });
    // @ts-expect-error a REMOVE has no new image
    orders.on('REMOVE').newImage({ status: equals('PAID') });
    // @ts-expect-error a removal has no new image
    orders.onTimeToLiveRemoval().newImage({ status: equals('PAID') });
    // @ts-expect-error there is no such event
    orders.on('UPDATE');
    // @ts-expect-error no event at all
    orders.on();
    // @ts-expect-error events are named once, at the start
    orders.on('INSERT').on('MODIFY');
    // @ts-expect-error strings and numbers are not asked about together
    orders.newImage({ total: anythingBut('a', 1) });
  });
  expect(onlyCompiled).toBeInstanceOf(Function);
});
