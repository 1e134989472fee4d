import type { MappingEvent } from '../mapping-event.js';
import type { StreamRecord } from '../stream-record.js';
import { hour } from './scenario.js';
import { type SimulationResult, simulate } from './world.js';

/** Runs one seed again and keeps what the mapping told last. */
export async function replay(
  seed: number,
  hours: number,
  keep: number,
): Promise<{ readonly result: SimulationResult; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const trace = (time: number, event: MappingEvent) => {
    lines.push(`  ${(time / hour).toFixed(5)} h  ${JSON.stringify(event, brief)}`);
    if (lines.length > keep) lines.shift();
  };
  const result = await simulate({ seed, hours, trace });
  return { result, lines };
}

/** Records as their numbers and items, errors as their messages. */
function brief(key: string, value: unknown): unknown {
  if (value instanceof Error) return value.message;
  if (Array.isArray(value) && ['records', 'first', 'second'].includes(key)) {
    return value.map(({ dynamodb }: StreamRecord) => {
      return `${dynamodb.SequenceNumber} ${JSON.stringify(dynamodb.Keys)}`;
    });
  }
  return value;
}
