import type { Members } from '../dynalite.js';
import type { Operation } from './operation.js';
import { withStreamFields } from './stream-fields.js';

/** DeleteTable. The table's stream ends and stays readable for its 24 hours. */
export const deleteTable: Operation = async ({ engine, writer, catalog }, body) => {
  const data = engine.validate('DeleteTable', body);
  const answer = await engine.run('DeleteTable', data, {
    item: (write) => writer.item(write),
    table: (description) => writer.deleteTable(description),
  });
  return {
    ...answer,
    TableDescription: withStreamFields(catalog, answer['TableDescription'] as Members),
  };
};
