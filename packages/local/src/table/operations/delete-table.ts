import { dynamoException, validationException } from '../aws-error.js';
import { describedTable } from './described-table.js';
import type { Operation } from './operation.js';

/** DeleteTable. The table's stream ends and stays readable for its 24 hours. */
export const deleteTable: Operation = async (context, body) => {
  const { engine, writer, settings } = context;
  const data = engine.validate('DeleteTable', body);
  const tableName = String(data['TableName']);
  if (settings.get(tableName).deletionProtection) {
    throw validationException(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first: Table: ${tableName}`,
    );
  }
  if (engine.anyTable(tableName).TableStatus === 'UPDATING') {
    throw dynamoException(
      'ResourceInUseException',
      `Attempt to change a resource which is still in use: Table is being updated: ${tableName}`,
    );
  }
  const answer = await engine.run('DeleteTable', data, {
    item: (write) => writer.item(write),
    table: (description) => writer.deleteTable(description),
  });
  return { ...answer, TableDescription: describedTable(context, answer['TableDescription']) };
};
