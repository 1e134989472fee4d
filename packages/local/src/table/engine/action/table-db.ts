import type { Callback } from '../dynalite.js';
import type { TableDescription } from '../engine-types.js';
import { tableKey } from '../store-keys.js';
import type { ActionRun } from './action-run.js';
import { RowsDb } from './rows-db.js';

/** The descriptions of all tables. An action's first write goes to its sink; a timer's later one does not. */
export class TableDb extends RowsDb {
  readonly awsAccountId: string;
  readonly awsRegion: string;
  private written = false;

  constructor(run: ActionRun) {
    super(run, tableKey(''));
    this.awsAccountId = run.accountId;
    this.awsRegion = run.region;
  }

  override put(tableName: string, description: unknown, done: Callback): void {
    const noted = this.noteWrite(tableName, done);
    if (this.written) {
      super.put(tableName, description, noted);
      return;
    }
    this.written = true;
    this.run.guard.settle(this.run.sink.table(description as TableDescription), noted);
  }

  override del(tableName: string, done: Callback): void {
    super.del(tableName, this.noteWrite(tableName, done));
  }

  /** Whoever reads the table while it is written must not take what they read for lasting. */
  private noteWrite(tableName: string, done: Callback): Callback {
    const { knownTables } = this.run;
    knownTables.written(tableName);
    return (error, value) => {
      knownTables.written(tableName);
      done(error, value);
    };
  }
}
