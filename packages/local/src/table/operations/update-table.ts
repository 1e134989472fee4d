import { dynamoException, validationException } from '../aws-error.js';
import type { Members, TableDescription } from '../engine/engine-types.js';
import { settleIndexes, withIndexesSettled } from '../secondary-indexes.js';
import { describedTable } from './described-table.js';
import {
  type IndexWish,
  takeIndexWish,
  withIndexWish,
  withUsedDefinitions,
} from './index-change.js';
import { INDEX_UPDATES } from './index-shapes.js';
import type { Operation, OperationContext } from './operation.js';
import { SETTINGS_FIELDS, takeSettings } from './settings-fields.js';
import { STREAM_SPECIFICATION, type StreamWish, takeStreamWish } from './stream-fields.js';
import { TABLE_NAME } from './table-name.js';

const OURS = { ...STREAM_SPECIFICATION, ...SETTINGS_FIELDS };
const WITH_INDEXES = { ...OURS, ...INDEX_UPDATES };
const THROUGHPUT = ['ProvisionedThroughput', 'BillingMode', 'GlobalSecondaryIndexUpdates'];

/**
 * UpdateTable: streams, settings and the making and unmaking of indexes here, throughput by dynalite.
 * Everything is checked before anything is done.
 */
export const updateTable: Operation = async (context, body) => {
  const { engine } = context;
  const has = (member: string) => body[member] !== undefined && body[member] !== null;
  const data =
    THROUGHPUT.some(has) || !Object.keys(OURS).some(has)
      ? engine.validate('UpdateTable', body, WITH_INDEXES)
      : engine.check(body, { ...TABLE_NAME, ...OURS });
  const release = await engine.lockTable(String(data['TableName']));
  try {
    return await change(context, data);
  } finally {
    release();
  }
};

async function change(context: OperationContext, data: Members): Promise<Members> {
  const { engine, writer, catalog } = context;
  const stream = takeStreamWish(data);
  const settings = takeSettings(data);
  const index = takeIndexWish(data);
  const table = activeTable(context, String(data['TableName']));
  if (stream.kind === 'on') catalog.checkNoneEnabled(table.TableName);
  if (stream.kind === 'off') catalog.checkEnabled(table.TableName);
  const changesThroughput = THROUGHPUT.some((member) => data[member] !== undefined);
  if (changesThroughput && index.kind !== 'none') {
    throw validationException(
      'The embedded table changes its throughput and makes or unmakes an index one at a time',
    );
  }
  let description: Members = { ...table, TableStatus: 'UPDATING' };
  if (changesThroughput) {
    const answer = await engine.runHoldingLocks('UpdateTable', data, writer);
    description = answer['TableDescription'] as Members;
  }
  if (index.kind !== 'none') description = await changeIndex(context, table, index);
  await changeStream(context, table, stream);
  if (Object.keys(settings).length > 0) {
    await writer.changeSettings(table.TableName, (now) => ({ ...now, ...settings }));
  }
  return { TableDescription: describedTable(context, description) };
}

function activeTable({ engine }: OperationContext, tableName: string): TableDescription {
  const table = engine.anyTable(tableName);
  if (table.TableStatus === 'ACTIVE') return table;
  throw dynamoException(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is ${table.TableStatus}: ${tableName}`,
  );
}

/** Done when it is answered, although the answer says, as AWS's does, that it goes on. */
async function changeIndex(
  { engine, writer }: OperationContext,
  table: TableDescription,
  wish: Exclude<IndexWish, { readonly kind: 'none' }>,
): Promise<TableDescription> {
  const changing = withIndexWish(engine, table, wish);
  await writer.table(changing);
  await settleIndexes(engine, changing);
  await writer.table(withUsedDefinitions(withIndexesSettled(changing)));
  return changing;
}

async function changeStream(
  { writer }: OperationContext,
  table: TableDescription,
  wish: StreamWish,
): Promise<void> {
  switch (wish.kind) {
    case 'on':
      return writer.enableStream(table, wish.viewType);
    case 'off':
      return writer.disableStream(table.TableName);
    case 'none':
      return;
  }
}
