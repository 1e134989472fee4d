import { compareSequenceNumbers } from '@millrace/shared';

/** A write that DynamoDB acknowledged. */
export interface AcknowledgedWrite {
  readonly orderId: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** The order's version after the write; of the removed item for a REMOVE. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly acknowledgedAt: number;
}

/** A record of the table's stream, read back independently of the road. */
export interface StreamedChange {
  readonly orderId: string;
  readonly eventName: string;
  readonly version: number;
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** True when the stack's filter lets it through. */
  readonly wanted: boolean;
}

/** The records of one shard that a failure message stands for, both ends included. */
export interface SetAside {
  readonly shardId: string;
  readonly firstSequenceNumber: string;
  readonly lastSequenceNumber: string;
}

/** Everything that was seen at both ends of the road. */
export interface RoadSightings {
  readonly written: readonly AcknowledgedWrite[];
  readonly streamed: readonly StreamedChange[];
  /** Sequence numbers, in the order in which the function handled them. */
  readonly handled: readonly string[];
  /** When each record first reached the function, in milliseconds since the epoch, by sequence number. */
  readonly arrivals: ReadonlyMap<string, number>;
  readonly setAside: readonly SetAside[];
}

/** What became of every change. */
export interface RoadAudit {
  readonly written: number;
  readonly filteredOut: number;
  readonly handled: number;
  readonly setAside: number;
  /** Written and wanted, and yet neither handled nor set aside; or written and not in the stream. */
  readonly lost: readonly string[];
  /** Handled more than once. */
  readonly repeated: number;
  /** Handled for the first time after a later change of the same order. */
  readonly outOfOrder: readonly string[];
  /** Milliseconds from acknowledged write to handler, one for each record that got there, ascending. */
  readonly latencies: readonly number[];
}

const nameOf = (change: { orderId: string; eventName: string; version: number }) =>
  `${change.orderId} ${change.eventName} v${change.version}`;

function covers(range: SetAside, change: StreamedChange): boolean {
  return (
    range.shardId === change.shardId &&
    compareSequenceNumbers(range.firstSequenceNumber, change.sequenceNumber) <= 0 &&
    compareSequenceNumbers(change.sequenceNumber, range.lastSequenceNumber) <= 0
  );
}

function findOutOfOrder(
  firstHandled: ReadonlySet<string>,
  bySequenceNumber: ReadonlyMap<string, StreamedChange>,
): string[] {
  const latestOfOrder = new Map<string, string>();
  const late: string[] = [];
  for (const sequenceNumber of firstHandled) {
    const change = bySequenceNumber.get(sequenceNumber);
    if (change === undefined) continue;
    const latest = latestOfOrder.get(change.orderId);
    if (latest !== undefined && compareSequenceNumbers(sequenceNumber, latest) < 0) {
      late.push(nameOf(change));
    } else {
      latestOfOrder.set(change.orderId, sequenceNumber);
    }
  }
  return late;
}

/**
 * Holds what was written against what was handled. The stream is read again by itself, so a mapping that
 * skipped a record cannot also hide it.
 */
export function auditRoad(sightings: RoadSightings): RoadAudit {
  const { written, streamed, handled, arrivals, setAside } = sightings;
  const bySequenceNumber = new Map(streamed.map((change) => [change.sequenceNumber, change]));
  const byName = new Map(streamed.map((change) => [nameOf(change), change]));
  const firstHandled = new Set(handled);

  const wanted = streamed.filter((change) => change.wanted);
  const unhandled = wanted.filter((change) => !firstHandled.has(change.sequenceNumber));
  const aside = unhandled.filter((change) => setAside.some((range) => covers(range, change)));
  const lost = [
    ...unhandled.filter((change) => !aside.includes(change)),
    ...written.filter((write) => !byName.has(nameOf(write))),
  ];

  const latencies = written.flatMap((write) => {
    const change = byName.get(nameOf(write));
    const at = change && arrivals.get(change.sequenceNumber);
    return at === undefined ? [] : [Math.max(0, at - write.acknowledgedAt)];
  });

  return {
    written: written.length,
    filteredOut: streamed.length - wanted.length,
    handled: firstHandled.size,
    setAside: aside.length,
    lost: lost.map(nameOf),
    repeated: handled.length - firstHandled.size,
    outOfOrder: findOutOfOrder(firstHandled, bySequenceNumber),
    latencies: latencies.sort((a, b) => a - b),
  };
}
