import type { Callback } from '../dynalite.js';
import { RowsDb } from './rows-db.js';

/** The entries of one index. They are worked out from the item's two images, so writes stop here. */
export class IndexDb extends RowsDb {
  override put(_key: string, _entry: unknown, done: Callback): void {
    done();
  }

  override del(_key: string, done: Callback): void {
    done();
  }
}
