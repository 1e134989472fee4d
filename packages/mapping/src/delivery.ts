import { bisect } from './bisect.js';
import { type Report, readReport } from './partial-response.js';
import type { Piece } from './piece.js';
import type { InvokeResult } from './seams.js';
import type { MappingSettings } from './settings.js';
import { stateOf } from './tumbling-window.js';

/** What an invocation means for the piece that it was called with. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The function did not run: the same again, at no cost. */
  | { readonly kind: 'refused'; readonly message: string }
  /** `done` records at the front are finished, the rest is tried anew. */
  | {
      readonly kind: 'advanced';
      readonly done: number;
      readonly rest: Piece;
      readonly reason: string;
    }
  | { readonly kind: 'retry'; readonly piece: Piece; readonly reason: string }
  | {
      readonly kind: 'split';
      readonly first: Piece;
      readonly second: Piece;
      readonly reason: string;
    }
  | { readonly kind: 'exhausted'; readonly calls: number; readonly reason: string };

/**
 * Decides what happens after an invocation. Throttles and service errors use no retry; the retries
 * begin anew when the checkpoint moves; a split uses none; what cannot be split is retried
 * `maximumRetryAttempts` times (FIDELITY.md, "Retries").
 */
export function settle(
  piece: Piece,
  result: InvokeResult,
  settings: MappingSettings,
  compare: (a: string, b: string) => number,
): Outcome {
  switch (result.kind) {
    case 'throttled':
    case 'service-error':
      return { kind: 'refused', message: result.message };
    case 'function-error':
      return afterFailure(piece, settings, result.functionError);
    case 'success': {
      const report = reportOf(piece, result.payload, settings, compare);
      if (report.kind === 'success') return { kind: 'done' };
      if (report.index === 0) return afterFailure(piece, settings, report.reason);
      const rest = { records: piece.records.slice(report.index), calls: 0 };
      return { kind: 'advanced', done: report.index, rest, reason: report.reason };
    }
  }
}

function reportOf(
  piece: Piece,
  payload: string,
  settings: MappingSettings,
  compare: (a: string, b: string) => number,
): Report {
  if (settings.tumblingWindowInSeconds > 0 && stateOf(payload) === undefined) {
    return { kind: 'failed-from', index: 0, reason: 'the answer has no state for the window' };
  }
  return settings.functionResponseTypes.includes('ReportBatchItemFailures')
    ? readReport(payload, piece.records, compare)
    : { kind: 'success' };
}

function afterFailure(piece: Piece, settings: MappingSettings, reason: string): Outcome {
  if (settings.bisectBatchOnFunctionError && piece.records.length > 1) {
    return { kind: 'split', ...bisect(piece), reason };
  }
  const calls = piece.calls + 1;
  const { maximumRetryAttempts } = settings;
  if (maximumRetryAttempts !== -1 && calls > maximumRetryAttempts) {
    return { kind: 'exhausted', calls, reason };
  }
  return { kind: 'retry', piece: { records: piece.records, calls }, reason };
}
