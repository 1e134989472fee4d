import { Stream } from 'node:stream';
import type { Level } from './dynalite.js';

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

type Entry = [key: string, value: unknown];

/** Sorts after every key that begins the same. */
const AFTER_ALL = '\u{ffff}';
const ENTRIES_AT_ONCE = 1000;

/** A range of keys with this prefix. Where dynalite gives two bounds, the including one counts. */
export function rangeOf(prefix: string, { gt, gte, lt, lte, ...rest }: ValueRange): object {
  const from =
    gte === undefined && gt !== undefined ? { gt: prefix + gt } : { gte: prefix + (gte ?? '') };
  const to = lte === undefined ? { lt: prefix + (lt ?? AFTER_ALL) } : { lte: prefix + lte };
  return { ...rest, ...from, ...to };
}

/** The entries of a range as they are now, many at a time. */
export async function* entriesOf(db: Level, range: object): AsyncGenerator<Entry[]> {
  const iterator = db.iterator(range);
  try {
    for (;;) {
      const entries = await iterator.nextv(ENTRIES_AT_ONCE);
      if (entries.length === 0) return;
      yield entries;
    }
  } finally {
    await iterator.close();
  }
}

/**
 * What dynalite reads ranges from. Its own streams end the process when they are read after their
 * end, and so does any listener that throws; neither can happen here. A `Stream` by type, as the
 * library asks that dynalite reads it with.
 */
export class RangeStream extends Stream {
  private stopped = false;

  constructor(
    db: Level,
    prefix: string,
    range: ValueRange,
    private readonly partOf: (entry: Entry) => unknown,
    private readonly guard: (listener: () => void) => () => void,
  ) {
    super();
    void this.read(db, rangeOf(prefix, range));
  }

  destroy(): void {
    this.stopped = true;
  }

  private async read(db: Level, range: object): Promise<void> {
    try {
      for await (const entries of entriesOf(db, range)) {
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
