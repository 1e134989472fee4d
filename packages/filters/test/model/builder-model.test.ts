import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  absent,
  anyOf,
  anythingBut,
  equals,
  equalsIgnoreCase,
  exists,
  filterFor,
  type ImageConditions,
  includes,
  lintFilter,
  prefix,
  someElement,
  suffix,
} from '../../src/index.js';

type Status = 'PLACED' | 'PAID' | 'SHIPPED';

interface Line {
  readonly sku: string;
  readonly quantity: number;
}

interface Order {
  readonly status: Status;
  readonly total: number;
  readonly gift: boolean;
  readonly reason: string | null;
  readonly note?: string | undefined;
  readonly tags: ReadonlySet<string>;
  readonly lines: readonly Line[];
  readonly address: { readonly city: string };
}

const status = fc.constantFrom<Status>('PLACED', 'PAID', 'SHIPPED');
const total = fc.constantFrom(0, 1, 42, 1.5, -3);
const word = fc.constantFrom('a', 'b', 'ab', 'AB', 'ba');
const line = fc.record({ sku: word, quantity: fc.constantFrom(1, 2) });
const orders: fc.Arbitrary<Order> = fc.record({
  status,
  total,
  gift: fc.boolean(),
  reason: fc.option(word),
  note: fc.option(word, { nil: undefined }),
  tags: fc.uniqueArray(word, { minLength: 1 }).map((words) => new Set(words)),
  lines: fc.array(line, { maxLength: 3 }),
  address: fc.record({ city: word }),
});

/** A condition, and the same in plain TypeScript. */
interface Asked {
  readonly condition: ImageConditions<Order>;
  readonly holds: (order: Order) => boolean;
}

const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.tuple(status, status).map(([a, b]) => ({
    condition: { status: equals(a, b) },
    holds: (order: Order) => order.status === a || order.status === b,
  })),
  total.map((value) => ({
    condition: { total: equals(value) },
    holds: (order: Order) => order.total === value,
  })),
  total.map((value) => ({
    condition: { total: anythingBut(value) },
    holds: (order: Order) => order.total !== value,
  })),
  fc.boolean().map((value) => ({
    condition: { gift: equals(value) },
    holds: (order: Order) => order.gift === value,
  })),
  fc.option(word).map((value) => ({
    condition: { reason: equals(value) },
    holds: (order: Order) => order.reason === value,
  })),
  word.map((value) => ({
    condition: { note: anyOf(prefix(value), absent('S')) },
    holds: (order: Order) => order.note === undefined || order.note.startsWith(value),
  })),
  word.map((value) => ({
    condition: { note: suffix(value) },
    holds: (order: Order) => order.note?.endsWith(value) === true,
  })),
  word.map((value) => ({
    condition: { note: equalsIgnoreCase(value) },
    holds: (order: Order) => order.note?.toLowerCase() === value.toLowerCase(),
  })),
  fc.constant({
    condition: { note: exists('S') },
    holds: (order: Order) => order.note !== undefined,
  }),
  word.map((value) => ({
    condition: { tags: includes(value) },
    holds: (order: Order) => order.tags.has(value),
  })),
  line.map((wanted) => ({
    condition: {
      lines: someElement<Line>({ sku: equals(wanted.sku), quantity: equals(wanted.quantity) }),
    },
    holds: (order: Order) =>
      order.lines.some(({ sku, quantity }) => sku === wanted.sku && quantity === wanted.quantity),
  })),
  word.map((value) => ({
    condition: { address: { city: anythingBut(value) } },
    holds: (order: Order) => order.address.city !== value,
  })),
);

function marshalOrder({ status, total, gift, reason, note, tags, lines, address }: Order): object {
  return {
    status: { S: status },
    total: { N: String(total) },
    gift: { BOOL: gift },
    reason: reason === null ? { NULL: true } : { S: reason },
    ...(note === undefined ? {} : { note: { S: note } }),
    tags: { SS: [...tags] },
    lines: {
      L: lines.map(({ sku, quantity }) => ({
        M: { sku: { S: sku }, quantity: { N: String(quantity) } },
      })),
    },
    address: { M: { city: { S: address.city } } },
  };
}

test('a built filter is valid, has no warning, and lets through what its conditions say', () => {
  const seen = { passed: 0, held: 0 };
  fc.assert(
    fc.property(asked, asked, orders, orders, (wantedNew, wantedOld, newOrder, oldOrder) => {
      const filter = filterFor<Order>()
        .on('MODIFY')
        .newImage(wantedNew.condition)
        .oldImage(wantedOld.condition);
      const warnings = lintFilter(filter.toPattern()).filter(
        ({ severity }) => severity === 'warning',
      );
      expect(warnings).toEqual([]);

      const record = {
        eventName: 'MODIFY',
        dynamodb: { NewImage: marshalOrder(newOrder), OldImage: marshalOrder(oldOrder) },
      };
      const matches = filter.compile().matches(record);
      expect(matches).toBe(wantedNew.holds(newOrder) && wantedOld.holds(oldOrder));
      seen[matches ? 'passed' : 'held'] += 1;
    }),
    { numRuns: 500 },
  );
  expect(seen.passed).toBeGreaterThan(25);
  expect(seen.held).toBeGreaterThan(25);
});
