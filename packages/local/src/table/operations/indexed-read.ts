import { validationException } from '../aws-error.js';
import type { EngineOperation, Members } from '../engine/engine-types.js';
import { globalIndexes } from '../engine/index-operations.js';
import type { Operation, OperationContext } from './operation.js';

/** Query and Scan: dynalite's own, but for an index that is being made or unmade. */
export function indexedRead(name: EngineOperation): Operation {
  return async (context, body) => {
    const { engine, writer } = context;
    const data = engine.validate(name, body);
    if (data['IndexName'] !== undefined) checkReadable(context, data);
    return engine.run(name, data, writer);
  };
}

function checkReadable({ engine }: OperationContext, data: Members): void {
  const { TableName: tableName, IndexName: indexName } = data;
  const index = globalIndexes(engine.usableTable(String(tableName))).find(
    ({ IndexName: name }) => name === indexName,
  );
  if (index?.IndexStatus === 'CREATING') {
    throw validationException(`Cannot read from backfilling global secondary index: ${indexName}`);
  }
  if (index?.IndexStatus === 'DELETING') {
    throw validationException(`The table does not have the specified index: ${indexName}`);
  }
}
