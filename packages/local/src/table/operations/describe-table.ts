import { describedTable } from './described-table.js';
import type { Operation } from './operation.js';

/** DescribeTable. */
export const describeTable: Operation = async (context, body) => {
  const { engine, writer } = context;
  const answer = await engine.run('DescribeTable', engine.validate('DescribeTable', body), writer);
  return { ...answer, Table: describedTable(context, answer['Table']) };
};
