import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditRoad, type RoadSightings, type StreamedChange } from './audit-road.js';

const change = (orderId: string, version: number, wanted = true): StreamedChange => ({
  orderId,
  version,
  eventName: version === 1 ? 'INSERT' : 'MODIFY',
  shardId: 'shard-1',
  sequenceNumber: `${100_000_000_000_000_000_000n + BigInt(version)}${orderId.length}`,
  wanted,
});

const first = change('a', 1);
const second = change('a', 2);
const unwanted = change('a', 3, false);
const streamed = [first, second, unwanted];
const written = streamed.map(({ orderId, version, eventName }) => ({
  orderId,
  version,
  eventName: eventName as 'INSERT' | 'MODIFY',
  acknowledgedAt: 1_000 * version,
}));
const handled = (of: StreamedChange) => of.sequenceNumber;
const sightings = (more: Partial<RoadSightings>): RoadSightings => ({
  written,
  streamed,
  handled: [handled(first), handled(second)],
  arrivals: new Map(),
  setAside: [],
  ...more,
});

describe('the audit of a road', () => {
  test('finds nothing wrong when every wanted change was handled in order', () => {
    expect(auditRoad(sightings({}))).toMatchObject({
      written: 3,
      filteredOut: 1,
      handled: 2,
      lost: [],
      repeated: 0,
      outOfOrder: [],
    });
  });

  test('counts a wanted change that never arrived as lost, by name', () => {
    expect(auditRoad(sightings({ handled: [handled(first)] })).lost).toEqual(['a MODIFY v2']);
  });

  test('counts a write that left no stream record as lost', () => {
    expect(auditRoad(sightings({ streamed: [first, second] })).lost).toEqual(['a MODIFY v3']);
  });

  test('does not count a change as lost that a failure message covers', () => {
    const setAside = [
      {
        shardId: 'shard-1',
        firstSequenceNumber: second.sequenceNumber,
        lastSequenceNumber: second.sequenceNumber,
      },
    ];
    const audit = auditRoad(sightings({ handled: [handled(first)], setAside }));
    expect(audit).toMatchObject({ lost: [], setAside: 1 });
  });

  test('does not let a failure message of another shard hide a loss', () => {
    const setAside = [
      { shardId: 'shard-2', firstSequenceNumber: '0', lastSequenceNumber: '9'.repeat(30) },
    ];
    expect(auditRoad(sightings({ handled: [handled(first)], setAside })).lost).toHaveLength(1);
  });

  test('tells a change that was overtaken, and takes a repeat for a repeat only', () => {
    expect(auditRoad(sightings({ handled: [handled(second), handled(first)] })).outOfOrder).toEqual(
      ['a INSERT v1'],
    );
    const again = [handled(first), handled(second), handled(first)];
    expect(auditRoad(sightings({ handled: again }))).toMatchObject({ outOfOrder: [], repeated: 1 });
  });

  test('measures from the acknowledged write to the arrival at the function', () => {
    const arrivals = new Map([
      [second.sequenceNumber, 2_007],
      [first.sequenceNumber, 1_004],
    ]);
    expect(auditRoad(sightings({ arrivals })).latencies).toEqual([4, 7]);
  });

  test('accounts for every wanted change exactly once, whatever was seen', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.infiniteStream(fc.constantFrom('handled', 'aside', 'gone', 'unwanted')),
        (versions, fates) => {
          const fated = versions
            .sort((a, b) => a - b)
            .map((version) => ({ fate: fates.next().value, version }));
          const all = fated.map(({ version, fate }) => change('a', version, fate !== 'unwanted'));
          const of = (fate: string) => all.filter((_, index) => fated[index]?.fate === fate);
          const audit = auditRoad({
            written: [],
            streamed: all,
            handled: of('handled').map(handled),
            arrivals: new Map(),
            setAside: of('aside').map((one) => ({
              shardId: one.shardId,
              firstSequenceNumber: one.sequenceNumber,
              lastSequenceNumber: one.sequenceNumber,
            })),
          });
          expect(audit.lost).toHaveLength(of('gone').length);
          expect(audit.handled + audit.setAside + audit.lost.length + audit.filteredOut).toBe(
            all.length,
          );
        },
      ),
    );
  });
});
