import type { BufferedRecord } from './buffered-record.js';

/** A batch, or what is left of one, that is sent as a whole. */
export interface Piece {
  readonly records: readonly BufferedRecord[];
  /** Calls of the function so far. Begins anew when the checkpoint moves or the batch is split. */
  readonly calls: number;
}
