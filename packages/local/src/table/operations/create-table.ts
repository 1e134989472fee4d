import { describedTable } from './described-table.js';
import type { Operation } from './operation.js';
import { SETTINGS_FIELDS, takeSettings } from './settings-fields.js';
import { STREAM_SPECIFICATION, takeStreamWish } from './stream-fields.js';
import { TAGS } from './tags.js';

const TYPES = { ...STREAM_SPECIFICATION, ...SETTINGS_FIELDS, ...TAGS };

/** CreateTable. The table, its stream and its tags begin in one batch. */
export const createTable: Operation = async (context, body) => {
  const { engine, writer } = context;
  const data = engine.validate('CreateTable', body, TYPES);
  const wish = takeStreamWish(data);
  const settings = takeSettings(data);
  const tags = (data['Tags'] ?? []) as { Key: string; Value: string }[];
  delete data['Tags'];
  const answer = await engine.run('CreateTable', data, {
    item: (write) => writer.item(write),
    table: (description) =>
      writer.createTable({
        description,
        viewType: wish.kind === 'on' ? wish.viewType : undefined,
        settings,
        tags,
      }),
  });
  return { ...answer, TableDescription: describedTable(context, answer['TableDescription']) };
};
