import type { MappingEvent } from '@millrace/mapping';
import { formatDuration } from '../output/duration.js';
import type { Screen } from '../output/screen.js';

export type CallEvent = MappingEvent & {
  readonly type: 'invocation-succeeded' | 'invocation-failed' | 'discarded';
};

/** True for the events that `run` shows. */
export function isCall(event: MappingEvent): event is CallEvent {
  return (
    event.type === 'invocation-succeeded' ||
    event.type === 'invocation-failed' ||
    event.type === 'discarded'
  );
}

/** What `run --json` prints for each call. */
export function callJson(event: CallEvent): object {
  const { type, shardId, records } = event;
  const sequenceNumbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const head = { type, shard: shardId, records: records.length, sequenceNumbers };
  switch (event.type) {
    case 'invocation-succeeded':
      return { ...head, attempt: event.attempt, duration: event.duration };
    case 'invocation-failed':
      return { ...head, attempt: event.attempt, duration: event.duration, done: event.done };
    case 'discarded':
      return { ...head, condition: event.condition };
  }
}

/** The same for people. */
export function callLine(event: CallEvent, { green, red, yellow, dim }: Screen['colours']): string {
  const what = `${event.records.length} records of ${dim(event.shardId)}`;
  switch (event.type) {
    case 'invocation-succeeded':
      return `${green('ok')} ${what} in ${formatDuration(event.duration)}`;
    case 'invocation-failed': {
      const { result } = event;
      const answer = result.kind === 'function-error' ? ` ${errorOf(result.payload)}` : '';
      return `${yellow('failed')} ${what}, ${event.done} done, attempt ${event.attempt}:${answer} ${dim(event.reason)}`;
    }
    case 'discarded':
      return `${red('given up')} ${what}: ${event.condition}`;
  }
}

function errorOf(payload: string): string {
  const error: { errorType?: string; errorMessage?: string } = JSON.parse(payload);
  return `${error.errorType}: ${error.errorMessage}`;
}
