import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Delivery, deliverAll, type Fate, type Plan } from './support/world.js';

const fate: fc.Arbitrary<Fate> = fc.record({
  item: fc.nat(5),
  turns: fc.nat(3),
  fails: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 2 })),
  end: fc.oneof(
    { weight: 12, arbitrary: fc.constant('handled' as const) },
    { weight: 2, arbitrary: fc.constant('permanent' as const) },
    { weight: 1, arbitrary: fc.constant('misfit' as const) },
    { weight: 1, arbitrary: fc.constant('never' as const) },
  ),
  parkingFails: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1)),
});

const plan: fc.Arbitrary<Plan> = fc.record({
  fates: fc.array(fate, { minLength: 1, maxLength: 30 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
  deadlines: fc.array(fc.option(fc.nat(12), { nil: undefined }), { maxLength: 4 }),
});

const check = (holds: (deliveries: readonly Delivery[], plan: Plan) => void) =>
  fc.assert(
    fc.asyncProperty(plan, async (made) => holds(await deliverAll(made), made)),
    { numRuns: 100 },
  );

test('changes of one item never run side by side, and never before their forerunner is done', () =>
  check((deliveries, { fates }) => {
    const done = new Set<number>();
    for (const { from, traces } of deliveries) {
      for (const position of done) if (position >= from) done.delete(position);
      const running = new Set<number>();
      for (const { type, position } of traces) {
        const item = fates[position]?.item;
        if (type === 'started') {
          expect([...running].map((other) => fates[other]?.item)).not.toContain(item);
          expect(forerunners(fates, position, from).filter((other) => !done.has(other))).toEqual(
            [],
          );
          running.add(position);
        } else {
          running.delete(position);
          if (type !== 'failed') done.add(position);
        }
      }
    }
  }));

test('the answer is the lowest change that is not done', () =>
  check((deliveries, { fates }) => {
    for (const { from, traces, answer } of deliveries) {
      const done = new Set(traces.filter(isDone).map(({ position }) => position));
      const all = fates.map((_, position) => position).slice(from);
      expect(answer).toBe(all.find((position) => !done.has(position)));
    }
  }));

// A failed promise tells nobody at once, so what starts in the same turn of the event loop is excused.
test('after a failure nothing above it is started', () =>
  check((deliveries) => {
    for (const { traces } of deliveries) {
      const failures = traces.filter(({ type }) => type === 'failed');
      for (const { type, position, turn } of traces) {
        if (type !== 'started') continue;
        expect(
          failures.filter((failed) => failed.turn < turn && failed.position < position),
        ).toEqual([]);
      }
    }
  }));

test('after the deadline nothing is started', () =>
  check((deliveries, { deadlines }) => {
    for (const [index, { traces }] of deliveries.entries()) {
      const started = traces.filter(({ type }) => type === 'started').length;
      expect(started).toBeLessThanOrEqual(deadlines[index] ?? Number.POSITIVE_INFINITY);
    }
  }));

test('no more run side by side than the concurrency allows', () =>
  check((deliveries, { concurrency }) => {
    for (const { traces } of deliveries) {
      const running = new Set<number>();
      for (const { type, position } of traces) {
        if (type === 'started') running.add(position);
        else running.delete(position);
        expect(running.size).toBeLessThanOrEqual(concurrency);
      }
    }
  }));

test('every change ends as it was meant to, and only what was given back runs again', () =>
  check((deliveries, { fates }) => {
    const last = deliveries.at(-1);
    const ended = new Map<number, string>();
    for (const { from, traces, answer } of deliveries) {
      for (const { type, position } of traces) {
        expect(position).toBeGreaterThanOrEqual(from);
        if (type === 'handled' || type === 'parked') ended.set(position, type);
      }
      for (let position = from; position < (answer ?? fates.length); position++) {
        expect(ended.get(position)).toBe(fates[position]?.end === 'handled' ? 'handled' : 'parked');
      }
    }
    const stuck = fates.findIndex(({ end }) => end === 'never');
    expect(last?.answer).toBe(stuck === -1 ? undefined : stuck);
  }));

function isDone({ type }: Delivery['traces'][number]): boolean {
  return type === 'handled' || type === 'parked';
}

function forerunners(fates: readonly Fate[], position: number, from: number): readonly number[] {
  const item = fates[position]?.item;
  return fates.flatMap((fate, other) =>
    other >= from && other < position && fate.item === item ? [other] : [],
  );
}
