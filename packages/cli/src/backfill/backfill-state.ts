import type { AttributeMap } from '@millrace/mapping';
import { readState } from '../delivery/read-state.js';
import { isRunIdentity, type RunIdentity, requireSameRun } from '../delivery/run-identity.js';
import { writeWhole } from '../output/write-whole.js';

/** How far one segment of the scan has come. */
export interface SegmentState {
  /** Items of it that are done. */
  readonly count: number;
  /** Where its scan goes on; undefined: at its beginning. Bytes are base64 text. */
  readonly key?: AttributeMap;
  readonly finished: boolean;
}

/** How far a backfill has come, and which one it is: what its state file holds. */
export interface BackfillState extends RunIdentity {
  readonly version: 1;
  /** Epoch seconds. */
  readonly startedAt: number;
  readonly segments: readonly SegmentState[];
}

/** @throws CliError `STATE_UNREADABLE`, and what `requireSameRun` throws */
export async function readBackfillState(
  path: string,
  run: RunIdentity,
): Promise<BackfillState | undefined> {
  const state = await readState(path, 'backfill', parse);
  if (state !== undefined) requireSameRun(path, state, run);
  return state;
}

export function writeBackfillState(path: string, state: BackfillState): Promise<void> {
  return writeWhole(path, JSON.stringify(state));
}

function parse(text: string): BackfillState | undefined {
  try {
    const state: unknown = JSON.parse(text);
    return isBackfillState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

function isBackfillState(value: unknown): value is BackfillState {
  if (!isRunIdentity(value)) return false;
  const { version, startedAt, segments }: Partial<BackfillState> = value;
  return (
    version === 1 &&
    typeof startedAt === 'number' &&
    Array.isArray(segments) &&
    segments.length > 0 &&
    segments.every(isSegment)
  );
}

function isSegment(value: unknown): value is SegmentState {
  if (typeof value !== 'object' || value === null) return false;
  const { count, finished, key }: Partial<SegmentState> = value;
  return (
    Number.isSafeInteger(count) &&
    typeof finished === 'boolean' &&
    (key === undefined || (typeof key === 'object' && key !== null))
  );
}
