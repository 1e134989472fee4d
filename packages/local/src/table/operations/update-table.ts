import { dynamoException } from '../aws-error.js';
import type { Members, TableDescription } from '../engine/engine-types.js';
import { describedTable } from './described-table.js';
import type { Operation, OperationContext } from './operation.js';
import { DELETION_PROTECTION, takeDeletionProtection } from './settings-fields.js';
import { STREAM_SPECIFICATION, type StreamWish, takeStreamWish } from './stream-fields.js';
import { TABLE_NAME } from './table-name.js';

const OURS = { ...STREAM_SPECIFICATION, ...DELETION_PROTECTION };
const DYNALITES = ['ProvisionedThroughput', 'BillingMode', 'GlobalSecondaryIndexUpdates'];

/** UpdateTable: the stream and deletion protection here, all else by dynalite. */
export const updateTable: Operation = async (context, body) => {
  const { engine, writer } = context;
  const has = (member: string) => body[member] !== undefined && body[member] !== null;
  const asksDynalite = DYNALITES.some(has) || !Object.keys(OURS).some(has);
  const data = asksDynalite
    ? engine.validate('UpdateTable', body, OURS)
    : engine.check(body, { ...TABLE_NAME, ...OURS });
  const wish = takeStreamWish(data);
  const deletionProtection = takeDeletionProtection(data);
  const table = await activeTable(context, String(data['TableName']));
  await changeStream(context, table, wish);
  if (deletionProtection !== undefined) {
    await writer.changeSettings(table.TableName, (now) => ({ ...now, deletionProtection }));
  }
  const answer: Members = asksDynalite
    ? await engine.run('UpdateTable', data, writer)
    : { TableDescription: { ...table, TableStatus: 'UPDATING' } };
  return { ...answer, TableDescription: describedTable(context, answer['TableDescription']) };
};

async function activeTable(
  { engine }: OperationContext,
  tableName: string,
): Promise<TableDescription> {
  const table = engine.anyTable(tableName);
  if (table.TableStatus !== 'CREATING' && table.TableStatus !== 'DELETING') return table;
  throw dynamoException(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is ${table.TableStatus}: ${tableName}`,
  );
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
