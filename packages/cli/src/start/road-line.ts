import type { CloudEvent } from '@millrace/local';
import type { MappingEvent, StreamRecord } from '@millrace/mapping';
import { type Difference, decodeAttributes } from '@millrace/shared';
import { readHandledChange } from '../road/handled-change.js';

interface OfChange {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly eventName: string;
  readonly sequenceNumber: string;
}

/** One thing worth telling about the road: a line on the screen, or with `--json` an object a line. */
export type RoadLine = { readonly at: number } & (
  | ({ readonly type: 'written' } & OfChange)
  /** The stack's filter kept it out. */
  | ({ readonly type: 'filtered' } & OfChange)
  | ({ readonly type: 'handled'; readonly changes: readonly Difference[] } & OfChange)
  | {
      readonly type: 'retried';
      readonly records: number;
      readonly attempt: number;
      readonly delay: number;
    }
  | {
      readonly type: 'set-aside';
      readonly records: number;
      readonly condition: string;
      readonly destination: string;
    }
  /** The function's own word of warning or error, or anything it prints that is no structured line. */
  | { readonly type: 'log'; readonly level: string; readonly message: string }
  | { readonly type: 'fault'; readonly where: string; readonly message: string }
);

type Untimed = RoadLine extends infer Line
  ? Line extends RoadLine
    ? Omit<Line, 'at'>
    : never
  : never;

function ofRecord(record: StreamRecord): OfChange {
  const { Keys, SequenceNumber } = record.dynamodb;
  return {
    eventName: record.eventName,
    sequenceNumber: SequenceNumber,
    keys: decodeAttributes(Keys, 'dynamodb.Keys', {
      eventId: record.eventID,
      sequenceNumber: SequenceNumber,
    }),
  };
}

function linesOfMapping(event: MappingEvent): readonly Untimed[] {
  switch (event.type) {
    case 'records-read':
      return event.records.map((record) => ({ type: 'written', ...ofRecord(record) }));
    case 'filtered':
      return event.records.map((record) => ({ type: 'filtered', ...ofRecord(record) }));
    case 'retried':
      return [
        {
          type: 'retried',
          records: event.records.length,
          attempt: event.attempt,
          delay: Math.round(event.delay),
        },
      ];
    case 'failure-record-sent':
      return [
        {
          type: 'set-aside',
          records: event.records.length,
          condition: event.document.requestContext.condition,
          destination: event.destinationArn,
        },
      ];
    case 'gap':
      return [
        {
          type: 'fault',
          where: event.shardId,
          message: `records after ${event.after ?? 'its beginning'} were trimmed before they were read`,
        },
      ];
    default:
      return [];
  }
}

function lineOfLog(event: Extract<CloudEvent, { type: 'function-log' }>): readonly Untimed[] {
  try {
    const { level, message } = JSON.parse(event.line);
    const matters = level === 'WARN' || level === 'ERROR' || level === 'CRITICAL';
    return matters ? [{ type: 'log', level, message: String(message) }] : [];
  } catch {
    return [
      { type: 'log', level: event.stream === 'stderr' ? 'ERROR' : 'INFO', message: event.line },
    ];
  }
}

function untimedLines(event: CloudEvent): readonly Untimed[] {
  const handled = readHandledChange(event);
  if (handled !== undefined) {
    const { eventName, sequenceNumber, keys, changes } = handled;
    return [{ type: 'handled', eventName, sequenceNumber, keys, changes }];
  }
  switch (event.type) {
    case 'mapping':
      return linesOfMapping(event.event);
    case 'function-log':
      return lineOfLog(event);
    case 'fault':
      return [
        {
          type: 'fault',
          where: event.where,
          message: event.error instanceof Error ? event.error.message : String(event.error),
        },
      ];
    default:
      return [];
  }
}

/** What one event of the local cloud is worth telling; most are worth nothing. */
export function toRoadLines(event: CloudEvent): readonly RoadLine[] {
  return untimedLines(event).map((line) => ({ at: event.at, ...line }));
}
