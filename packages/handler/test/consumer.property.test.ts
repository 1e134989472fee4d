import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Delivery, deliverAll, type Fate, type Plan } from './support/world.js';

const fate: fc.Arbitrary<Fate> = fc.record({
  item: fc.nat(5),
  turns: fc.option(fc.nat(3), { nil: undefined }),
  checks: fc.nat(3),
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
  validation: fc.constantFrom('eager', 'lazy', 'asynchronous'),
  deadlines: fc.array(fc.option(fc.nat(12), { nil: undefined }), { maxLength: 4 }),
});

// One run of the world serves all of them: what is checked is the same batch, told six ways.
test('whatever becomes of the records of a batch, everything that the consumer promises holds', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (made) => {
      const deliveries = await deliverAll(made);
      keepsItemsInOrder(deliveries, made);
      answersWithTheLowestUnfinished(deliveries, made);
      startsNothingAboveAFailure(deliveries);
      startsNothingAfterTheDeadline(deliveries, made);
      staysWithinItsConcurrency(deliveries, made);
      bringsEveryChangeToItsEnd(deliveries, made);
    }),
    { numRuns: 100 },
  );
});

/** Changes of one item never run side by side, and never before their forerunner is done. */
function keepsItemsInOrder(deliveries: readonly Delivery[], { fates }: Plan): void {
  for (const { from, traces } of deliveries) {
    const done = new Set<number>();
    const running = new Set<number>();
    for (const { type, position } of traces) {
      if (type === 'started') {
        const items = [...running].map((other) => fates[other]?.item);
        expect(items).not.toContain(fates[position]?.item);
        const waitedFor = forerunners(fates, position, from);
        expect(waitedFor.filter((other) => !done.has(other))).toEqual([]);
        running.add(position);
      } else {
        running.delete(position);
        if (type !== 'failed') done.add(position);
      }
    }
  }
}

function answersWithTheLowestUnfinished(deliveries: readonly Delivery[], { fates }: Plan): void {
  for (const { from, traces, answer } of deliveries) {
    const done = new Set(traces.filter(isDone).map(({ position }) => position));
    const delivered = fates.map((_, position) => position).slice(from);
    expect(answer).toBe(delivered.find((position) => !done.has(position)));
  }
}

/** A failed promise tells nobody at once, so what starts in the same turn of the event loop is excused. */
function startsNothingAboveAFailure(deliveries: readonly Delivery[]): void {
  for (const { traces } of deliveries) {
    const failures = traces.filter(({ type }) => type === 'failed');
    for (const { position, turn } of traces.filter(({ type }) => type === 'started')) {
      const known = failures.filter((failed) => failed.turn < turn && failed.position < position);
      expect(known).toEqual([]);
    }
  }
}

function startsNothingAfterTheDeadline(deliveries: readonly Delivery[], { deadlines }: Plan): void {
  for (const [index, { traces }] of deliveries.entries()) {
    const started = traces.filter(({ type }) => type === 'started').length;
    expect(started).toBeLessThanOrEqual(deadlines[index] ?? Number.POSITIVE_INFINITY);
  }
}

function staysWithinItsConcurrency(deliveries: readonly Delivery[], { concurrency }: Plan): void {
  for (const { traces } of deliveries) {
    const running = new Set<number>();
    for (const { type, position } of traces) {
      if (type === 'started') running.add(position);
      else running.delete(position);
      expect(running.size).toBeLessThanOrEqual(concurrency);
    }
  }
}

/** No record is unaccounted for, and only what an answer gave back runs again. */
function bringsEveryChangeToItsEnd(deliveries: readonly Delivery[], { fates }: Plan): void {
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
  expect(deliveries.at(-1)?.answer).toBe(stuck === -1 ? undefined : stuck);
}

function isDone({ type }: Delivery['traces'][number]): boolean {
  return type === 'handled' || type === 'parked';
}

function forerunners(fates: readonly Fate[], position: number, from: number): readonly number[] {
  const item = fates[position]?.item;
  return fates.flatMap((fate, other) =>
    other >= from && other < position && fate.item === item ? [other] : [],
  );
}
