import type { Members } from '../dynalite.js';
import type { Operation } from './operation.js';
import { STREAM_SPECIFICATION, takeStreamWish, withStreamFields } from './stream-fields.js';

/** CreateTable. The table and its stream begin in one batch. */
export const createTable: Operation = async ({ engine, writer, catalog }, body) => {
  const data = engine.validate('CreateTable', body, STREAM_SPECIFICATION);
  const wish = takeStreamWish(data);
  const answer = await engine.run('CreateTable', data, {
    item: (write) => writer.item(write),
    table: (description) =>
      writer.createTable(description, wish.kind === 'on' ? wish.viewType : undefined),
  });
  return {
    ...answer,
    TableDescription: withStreamFields(catalog, answer['TableDescription'] as Members),
  };
};
