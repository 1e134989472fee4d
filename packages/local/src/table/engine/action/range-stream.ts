import { Stream } from 'node:stream';
import type { LevelStore, StoreEntry } from '../level-store.js';

/** Which keys to read, as dynalite asks for them: without the prefix. */
export interface ValueRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  /** -1 for all. */
  readonly limit?: number;
}

/** Sorts after every key that begins the same. */
const AFTER_ALL = '\u{ffff}';

/** A range of keys with this prefix. Where dynalite gives two bounds, the including one counts. */
export function rangeOf(prefix: string, { gt, gte, lt, lte, ...rest }: ValueRange): object {
  const from =
    gte === undefined && gt !== undefined ? { gt: prefix + gt } : { gte: prefix + (gte ?? '') };
  const to = lte === undefined ? { lt: prefix + (lt ?? AFTER_ALL) } : { lte: prefix + lte };
  return { ...rest, ...from, ...to };
}

/**
 * What dynalite reads ranges from. Its own streams end the process when they are read after their
 * end, and so does any listener that throws; neither can happen here. A `Stream` by type, as the
 * library asks that dynalite reads it with.
 */
export class RangeStream extends Stream {
  private stopped = false;

  constructor(
    rows: LevelStore,
    range: object,
    private readonly partOf: (entry: StoreEntry) => unknown,
    private readonly guard: (listener: () => void) => () => void,
  ) {
    super();
    void this.read(rows, range);
  }

  destroy(): void {
    this.stopped = true;
  }

  private async read(rows: LevelStore, range: object): Promise<void> {
    try {
      for await (const entries of rows.pages(range)) {
        for (const entry of entries) {
          if (this.stopped) return;
          this.tell('data', this.partOf(entry));
        }
      }
      this.tell('end');
    } catch (error) {
      this.tell('error', error);
    }
  }

  private tell(event: string, value?: unknown): void {
    if (!this.stopped) this.guard(() => void this.emit(event, value))();
  }
}
