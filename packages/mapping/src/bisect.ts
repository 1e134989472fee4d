import type { Piece } from './piece.js';

/** Splits a failed batch in two. The first half is delivered before the second, as shard order asks. */
export function bisect(piece: Piece): { readonly first: Piece; readonly second: Piece } {
  const middle = Math.ceil(piece.records.length / 2);
  return {
    first: { records: piece.records.slice(0, middle), calls: 0 },
    second: { records: piece.records.slice(middle), calls: 0 },
  };
}
