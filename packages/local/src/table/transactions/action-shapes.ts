const ATTRIBUTES = {
  type: 'Map<AttributeValue>',
  notNull: true,
  children: 'AttrStruct<ValueStruct>',
};
const VALUES = { type: 'Map<AttributeValue>', children: 'AttrStruct<ValueStruct>' };
const TABLE = {
  type: 'String',
  notNull: true,
  regex: '[a-zA-Z0-9_.-]+',
  lengthGreaterThanOrEqual: 3,
  lengthLessThanOrEqual: 255,
};
const NAMES = { type: 'Map<java.lang.String>', children: 'String' };
const CONDITION = {
  TableName: TABLE,
  ExpressionAttributeNames: NAMES,
  ExpressionAttributeValues: VALUES,
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};
const MAX_ACTIONS = 100;

const struct = (name: string, children: object) => ({ type: `FieldStruct<${name}>`, children });
const listOf = (name: string, children: object) => ({
  type: 'List',
  notNull: true,
  lengthGreaterThanOrEqual: 1,
  lengthLessThanOrEqual: MAX_ACTIONS,
  children: { type: `ValueStruct<${name}>`, notNull: true, children },
});

const REPORTS = {
  ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
};

/** TransactWriteItems in dynalite's notation. */
export const TRANSACT_WRITE_TYPES = {
  ...REPORTS,
  ReturnItemCollectionMetrics: { type: 'String', enum: ['SIZE', 'NONE'] },
  ClientRequestToken: {
    type: 'String',
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 36,
  },
  TransactItems: listOf('TransactWriteItem', {
    ConditionCheck: struct('ConditionCheck', {
      ...CONDITION,
      Key: ATTRIBUTES,
      ConditionExpression: { type: 'String', notNull: true },
    }),
    Put: struct('Put', { ...CONDITION, Item: ATTRIBUTES, ConditionExpression: 'String' }),
    Delete: struct('Delete', { ...CONDITION, Key: ATTRIBUTES, ConditionExpression: 'String' }),
    Update: struct('Update', {
      ...CONDITION,
      Key: ATTRIBUTES,
      ConditionExpression: 'String',
      UpdateExpression: { type: 'String', notNull: true },
    }),
  }),
};

/** TransactGetItems in dynalite's notation. */
export const TRANSACT_GET_TYPES = {
  ...REPORTS,
  TransactItems: listOf('TransactGetItem', {
    Get: {
      ...struct('Get', {
        TableName: TABLE,
        Key: ATTRIBUTES,
        ProjectionExpression: 'String',
        ExpressionAttributeNames: NAMES,
      }),
      notNull: true,
    },
  }),
};
