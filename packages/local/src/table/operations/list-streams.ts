import type { Operation } from './operation.js';

const PAGE = 100;
const TYPES = {
  TableName: {
    type: 'String',
    regex: '[a-zA-Z0-9_.-]+',
    lengthGreaterThanOrEqual: 3,
    lengthLessThanOrEqual: 255,
  },
  Limit: { type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: PAGE },
  ExclusiveStartStreamArn: {
    type: 'String',
    lengthGreaterThanOrEqual: 37,
    lengthLessThanOrEqual: 1024,
  },
};

/** ListStreams: streams that can be read, by ARN; those of one table when it is named. */
export const listStreams: Operation = async ({ engine, catalog }, body) => {
  const data = engine.check(body, TYPES);
  const { TableName: tableName, ExclusiveStartStreamArn: after } = data;
  const limit = Number(data['Limit'] ?? PAGE);
  const found = catalog
    .all()
    .filter(
      ({ arn, description }) =>
        (tableName === undefined || description.tableName === tableName) &&
        (after === undefined || arn > String(after)),
    );
  const page = found.slice(0, limit);
  return {
    Streams: page.map(({ arn, description }) => ({
      StreamArn: arn,
      TableName: description.tableName,
      StreamLabel: description.label,
    })),
    ...(found.length > page.length ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
  };
};
