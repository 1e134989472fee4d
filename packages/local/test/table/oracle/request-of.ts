import type { AttributeValue, Item } from '../../../src/table/index.js';
import { type Action, type Change, type Condition, GROUP, type Key } from './step.js';

export const INDEX = 'by-group';

/** A key in DynamoDB's JSON. */
export function keyItem({ id, line }: Key): Item {
  return { id: { S: id }, line: { N: String(line) } };
}

/** What creates the table that the steps run on. */
export function createTableInput(TableName: string, viewType?: string) {
  return {
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'line', AttributeType: 'N' },
      { AttributeName: GROUP, AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'line', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: INDEX,
        KeySchema: [{ AttributeName: GROUP, KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    ...(viewType === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: viewType } }),
  };
}

/** An action as the members of its request, without what it should answer. */
export function actionInput(TableName: string, action: Action): Record<string, unknown> {
  const words = new Words();
  const condition = action.condition === undefined ? undefined : words.condition(action.condition);
  switch (action.kind) {
    case 'put':
      return {
        TableName,
        Item: { ...keyItem(action.key), ...action.attributes },
        ...words.members(condition),
      };
    case 'delete':
    case 'check':
      return { TableName, Key: keyItem(action.key), ...words.members(condition) };
    case 'update': {
      const UpdateExpression = words.update(action.changes);
      return {
        TableName,
        Key: keyItem(action.key),
        UpdateExpression,
        ...words.members(condition),
      };
    }
  }
}

/** Collects the names and values of one request's expressions. */
class Words {
  private readonly names: Record<string, string> = {};
  private readonly values: Record<string, AttributeValue> = {};

  condition(condition: Condition): string {
    const name = this.name(condition.attribute);
    switch (condition.kind) {
      case 'exists':
        return `attribute_exists(${name})`;
      case 'absent':
        return `attribute_not_exists(${name})`;
      case 'equals':
        return `${name} = ${this.value(condition.value)}`;
    }
  }

  update(changes: readonly Change[]): string {
    const clauses = new Map<string, string[]>();
    for (const change of changes) {
      const [word, clause] = this.clause(change);
      clauses.set(word, [...(clauses.get(word) ?? []), clause]);
    }
    return [...clauses].map(([word, parts]) => `${word} ${parts.join(', ')}`).join(' ');
  }

  members(ConditionExpression: string | undefined): Record<string, unknown> {
    return {
      ...(ConditionExpression === undefined ? {} : { ConditionExpression }),
      ...(Object.keys(this.names).length === 0 ? {} : { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length === 0 ? {} : { ExpressionAttributeValues: this.values }),
    };
  }

  private clause(change: Change): [string, string] {
    const name = this.name(change.attribute);
    switch (change.kind) {
      case 'set':
        return ['SET', `${name} = ${this.value(change.value)}`];
      case 'default':
        return ['SET', `${name} = if_not_exists(${name}, ${this.value(change.value)})`];
      case 'remove':
        return ['REMOVE', name];
      case 'append':
        return [
          'SET',
          `${name} = list_append(if_not_exists(${name}, ${this.value({ L: [] })}), ${this.value({ L: [change.value] })})`,
        ];
      case 'add':
        return ['ADD', `${name} ${this.value({ N: String(change.amount) })}`];
    }
  }

  private name(attribute: string): string {
    this.names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  }

  private value(value: AttributeValue): string {
    const word = `:v${Object.keys(this.values).length}`;
    this.values[word] = value;
    return word;
  }
}
