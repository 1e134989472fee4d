import type { Item } from '../attribute-value.js';
import { AwsError } from '../aws-error.js';
import type { EngineOperation } from '../engine/engine-types.js';
import type { Operation } from './operation.js';

const FAILURE_VALUES = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

/**
 * A write that may be conditional. dynalite's own, and beyond it the item that made the condition
 * fail, for a client that asks by `ReturnValuesOnConditionCheckFailure`.
 */
export function conditionalWrite(name: EngineOperation): Operation {
  return async ({ engine, writer }, body) => {
    const data = engine.validate(name, body, FAILURE_VALUES);
    if (data['ReturnValuesOnConditionCheckFailure'] !== 'ALL_OLD') {
      return engine.run(name, data, writer);
    }
    let found: Item | undefined;
    try {
      return await engine.run(name, data, {
        item: (write) => writer.item(write),
        table: (description) => writer.table(description),
        read: (item) => {
          found = item;
        },
      });
    } catch (error) {
      throw withItem(error, found);
    }
  };
}

function withItem(error: unknown, item: Item | undefined): unknown {
  const isFailedCondition =
    error instanceof AwsError && error.code === 'ConditionalCheckFailedException';
  if (!isFailedCondition || item === undefined) return error;
  return new AwsError(error.status, { ...error.body, Item: item });
}
