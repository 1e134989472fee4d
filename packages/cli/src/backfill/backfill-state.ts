import { readFile } from 'node:fs/promises';
import type { AttributeMap } from '@millrace/mapping';
import { CliError } from '../output/cli-error.js';
import { writeWhole } from '../output/write-whole.js';

/** How far one segment of the scan has come. */
export interface SegmentState {
  /** Items of it that are done. */
  readonly count: number;
  /** Where its scan goes on; undefined: at its beginning. Bytes are base64 text. */
  readonly key?: AttributeMap;
  readonly finished: boolean;
}

/** How far a backfill has come: what its state file holds. */
export interface BackfillState {
  readonly version: 1;
  readonly stream: string;
  /** Epoch seconds. */
  readonly startedAt: number;
  readonly segments: readonly SegmentState[];
}

/** @throws CliError `STATE_UNREADABLE`, `STATE_OF_ANOTHER_TABLE` */
export async function readBackfillState(
  path: string,
  stream: string,
): Promise<BackfillState | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const state = parse(text);
  if (state === undefined) {
    throw new CliError(
      'STATE_UNREADABLE',
      `${path} is not the state of a backfill. Name another file with --state, or delete it to begin anew.`,
    );
  }
  if (state.stream === stream) return state;
  throw new CliError(
    'STATE_OF_ANOTHER_TABLE',
    `${path} is the state of a backfill of ${state.stream}. This one is of ${stream}. Name another file with --state, or delete it to begin anew.`,
  );
}

export function writeBackfillState(path: string, state: BackfillState): Promise<void> {
  return writeWhole(path, JSON.stringify(state));
}

function parse(text: string): BackfillState | undefined {
  try {
    const state: Partial<BackfillState> = JSON.parse(text);
    const isWhole =
      state.version === 1 &&
      typeof state.stream === 'string' &&
      typeof state.startedAt === 'number' &&
      Array.isArray(state.segments);
    return isWhole ? (state as BackfillState) : undefined;
  } catch {
    return undefined;
  }
}
