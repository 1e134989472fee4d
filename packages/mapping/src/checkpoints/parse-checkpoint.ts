import type { ShardCheckpoint, ShardPosition, StreamCheckpoint } from '../seams.js';

/** Reads a stored checkpoint. Undefined when the text is something else. */
export function parseCheckpoint(text: string): StreamCheckpoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value['streamArn'] !== 'string') return undefined;
  const { shards } = value;
  if (!Array.isArray(shards) || !shards.every(isShardCheckpoint)) return undefined;
  return { streamArn: value['streamArn'], shards };
}

function isShardCheckpoint(value: unknown): value is ShardCheckpoint {
  return (
    isObject(value) &&
    typeof value['shardId'] === 'string' &&
    isPosition(value['position']) &&
    (value['window'] === undefined || isWindow(value['window']))
  );
}

function isPosition(value: unknown): value is ShardPosition {
  if (!isObject(value)) return false;
  switch (value['kind']) {
    case 'beginning':
    case 'finished':
      return true;
    case 'since':
      return typeof value['time'] === 'number';
    case 'after':
      return isSequenceNumber(value['sequenceNumber']);
    default:
      return false;
  }
}

function isWindow(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['startSeconds'] === 'number' &&
    'state' in value &&
    (value['records'] === undefined || isSpan(value['records']))
  );
}

function isSpan(value: unknown): boolean {
  return (
    isObject(value) &&
    isMark(value['first']) &&
    isMark(value['last']) &&
    typeof value['count'] === 'number'
  );
}

function isMark(value: unknown): boolean {
  return (
    isObject(value) &&
    isSequenceNumber(value['sequenceNumber']) &&
    typeof value['createdAt'] === 'number'
  );
}

function isSequenceNumber(value: unknown): boolean {
  return typeof value === 'string' && /^\d+$/.test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
