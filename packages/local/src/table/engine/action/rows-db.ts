import type { Release } from '../../key-locks.js';
import type { Callback } from '../dynalite.js';
import type { ActionRun } from './action-run.js';
import { RangeStream, rangeOf, type ValueRange } from './range-stream.js';

/** What dynalite hands to `lock`: its callback goes through `release` once the work is done. */
export type Locked = (release: (done: Callback) => Callback) => void;

/** The rows under one prefix, in the callback style in which dynalite's actions read and write. */
export class RowsDb {
  constructor(
    protected readonly run: ActionRun,
    protected readonly prefix: string,
  ) {}

  get(key: string, done: Callback): void {
    const text = this.run.rows.get(this.prefix + key);
    done(null, text === undefined ? undefined : JSON.parse(text));
  }

  put(key: string, value: unknown, done: Callback): void {
    this.batch([{ type: 'put', key, value }], done);
  }

  del(key: string, done: Callback): void {
    this.batch([{ type: 'del', key }], done);
  }

  batch(
    operations: readonly { type: 'put' | 'del'; key: string; value?: unknown }[],
    done: Callback,
  ): void {
    const { rows, guard } = this.run;
    const prefixed = operations.map(({ type, key, value }) => {
      const at = this.prefix + key;
      return type === 'del'
        ? ({ type, key: at } as const)
        : ({ type, key: at, value: JSON.stringify(value) } as const);
    });
    guard.settle(rows.batch(prefixed), done);
  }

  /** Takes the lock of one row, unless the caller of the action holds it already. */
  lock(key: string, then: Locked): void {
    const { locks, guard } = this.run;
    if (locks === undefined) {
      then((done) => done);
      return;
    }
    locks.acquire(
      this.prefix + key,
      guard.wrap((release: Release) => {
        const letGo = guard.hold(release);
        then((done) => (error, value) => {
          letGo();
          done(error, value);
        });
      }),
    );
  }

  createKeyStream(): RangeStream {
    const { rows, guard } = this.run;
    const { length } = this.prefix;
    // dynalite would read the keys of the whole store for this; the range keeps it to its own.
    const range = rangeOf(this.prefix, {});
    return new RangeStream(rows, range, ([key]) => key.slice(length), guard.wrap);
  }

  createValueStream(range: ValueRange = {}): RangeStream {
    const { rows, guard } = this.run;
    return new RangeStream(
      rows,
      rangeOf(this.prefix, range),
      ([, value]) => JSON.parse(value) as unknown,
      guard.wrap,
    );
  }
}
