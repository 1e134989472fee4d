import { largestPayload, payloadFrame } from './payload.js';
import type { RecordQueue } from './record-queue.js';
import type { MappingSettings } from './settings.js';
import type { TumblingWindow } from './tumbling-window.js';

export type Readiness =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ready' }
  /** Not full yet; ready in this many milliseconds at the latest. */
  | { readonly kind: 'filling'; readonly wait: number };

/**
 * Whether a batch can be cut: it is full by count or bytes, its window (which began with its first
 * record) is over, or no more records can come.
 */
export function readiness(
  queue: RecordQueue,
  settings: MappingSettings,
  monotonic: number,
  ended: boolean,
): Readiness {
  const first = queue.at(0);
  if (first === undefined) return { kind: 'empty' };
  if (ended || queue.length >= settings.batchSize) return { kind: 'ready' };
  const wait = first.readAt + settings.maximumBatchingWindowInSeconds * 1000 - monotonic;
  // Last, because measuring the queue makes texts that are mostly not needed yet.
  if (wait <= 0 || queue.bytes >= largestPayload) return { kind: 'ready' };
  return { kind: 'filling', wait };
}

/**
 * How many records from the front make the next batch: up to the batch size and the largest payload,
 * and never across the end of a tumbling window. At least one.
 */
export function batchLength(
  queue: RecordQueue,
  settings: MappingSettings,
  window: TumblingWindow | undefined,
): number {
  let bytes = payloadFrame + (window?.spareBytes ?? 0);
  let count = 0;
  for (; count < settings.batchSize; count += 1) {
    const record = queue.at(count);
    if (record === undefined) break;
    bytes += record.bytes + (count > 0 ? 1 : 0);
    if (count > 0 && (bytes > largestPayload || window?.takes(record) === false)) break;
  }
  return count;
}
