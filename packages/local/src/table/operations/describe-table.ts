import type { Members } from '../dynalite.js';
import type { Operation } from './operation.js';
import { withStreamFields } from './stream-fields.js';

/** DescribeTable. */
export const describeTable: Operation = async ({ engine, writer, catalog }, body) => {
  const answer = await engine.run('DescribeTable', engine.validate('DescribeTable', body), writer);
  return { ...answer, Table: withStreamFields(catalog, answer['Table'] as Members) };
};
