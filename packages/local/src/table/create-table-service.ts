import { systemClock } from './clock.js';
import { CommitQueue } from './commit-queue.js';
import { EmbeddedTables } from './embedded-tables.js';
import { Engine } from './engine/engine.js';
import { deepestCause, TableStoreError } from './engine/table-store-error.js';
import { Housekeeping } from './housekeeping.js';
import { finishTableChanges } from './interrupted-tables.js';
import { StreamCatalog } from './streams/stream-catalog.js';
import type { TableService, TableServiceOptions } from './table-service.js';
import { TableSettings } from './table-settings.js';
import { TableWriter } from './table-writer.js';
import { TimeToLive } from './time-to-live.js';
import { IdempotencyTokens } from './transactions/idempotency-tokens.js';
import { Vault } from './vault.js';

/**
 * Brings the embedded DynamoDB up, with everything that `dataDir` keeps.
 *
 * @throws TableStoreError when `dataDir` cannot be used
 */
export async function createTableService(options: TableServiceOptions): Promise<TableService> {
  const { clock = systemClock, onFault = () => undefined, onWrite } = options;
  const engine = await Engine.open({
    region: options.region,
    accountId: options.accountId ?? '000000000000',
    path: options.dataDir,
    tableStatusMs: options.tableStatusMs ?? 0,
  });
  const queue = new CommitQueue((operations) => engine.batch(operations));
  const catalog = new StreamCatalog();
  const settings = new TableSettings();
  const tokens = new IdempotencyTokens(clock);
  const vault = new Vault(options.dataDir !== undefined);
  const timeToLive = new TimeToLive(engine, settings, clock);
  const writer = new TableWriter({
    engine,
    queue,
    catalog,
    settings,
    vault,
    clock,
    shardsPerTable: options.shardsPerTable ?? 4,
    onWrite: (write) => {
      timeToLive.note(write);
      onWrite?.(write);
    },
  });
  if (options.dataDir !== undefined) {
    await restoring(engine, options.dataDir, async () => {
      await finishTableChanges(engine);
      await vault.restore(engine, catalog);
      await settings.restore(engine);
      await tokens.restore(engine);
    });
  }
  const housekeeping = new Housekeeping({
    clock,
    catalog,
    writer,
    sweepRecords: () => vault.sweep(engine),
    queue,
    timeToLive,
    tokens,
    onFault,
  });
  housekeeping.start();
  const context = { engine, writer, catalog, settings, tokens, clock };
  return new EmbeddedTables(context, housekeeping, queue, onFault);
}

/** Whatever of the folder makes no sense here is damage, and the folder is let go of. */
async function restoring(
  engine: Engine,
  path: string,
  restore: () => Promise<void>,
): Promise<void> {
  try {
    await engine.checkFolder(path);
    await restore();
  } catch (error) {
    await engine.close();
    if (error instanceof TableStoreError) throw error;
    throw TableStoreError.damaged(path, deepestCause(error).message, error);
  }
}
