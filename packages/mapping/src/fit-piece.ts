import type { Envelope } from './envelope.js';
import { largestPayload } from './payload.js';
import type { Piece } from './piece.js';

/**
 * Cuts from a piece what no longer fits into one event: the state of a tumbling window may have grown
 * since the batch was cut. Nearly always it is the piece itself.
 */
export function fitPiece(piece: Piece, envelope: Envelope): readonly [Piece, ...Piece[]] {
  const { records, calls } = piece;
  let bytes = envelope.bytes(records);
  let count = records.length;
  for (; count > 1 && bytes > largestPayload; count -= 1) {
    bytes -= (records[count - 1]?.bytes ?? 0) + 1;
  }
  if (count >= records.length) return [piece];
  return [
    { records: records.slice(0, count), calls },
    { records: records.slice(count), calls: 0 },
  ];
}
