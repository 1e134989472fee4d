import type { Operation } from './operation.js';

/** The `Tags` member in dynalite's notation, without the holes that dynalite would stumble over. */
export const TAGS = {
  Tags: {
    type: 'List',
    children: {
      type: 'ValueStruct<Tag>',
      notNull: true,
      children: {
        Key: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1 },
        Value: { type: 'String', notNull: true },
      },
    },
  },
};

const TAG_KEYS = {
  TagKeys: { type: 'List', children: { type: 'String', notNull: true } },
};

/** TagResource. */
export const tagResource: Operation = async ({ engine, writer }, body) =>
  engine.run('TagResource', engine.validate('TagResource', body, TAGS), writer);

/** UntagResource. */
export const untagResource: Operation = async ({ engine, writer }, body) =>
  engine.run('UntagResource', engine.validate('UntagResource', body, TAG_KEYS), writer);
