import { dynamoException, validationException } from '../aws-error.js';
import type { Engine } from '../engine/engine.js';
import type { Members, TableDescription } from '../engine/engine-types.js';
import { globalIndexes } from '../engine/index-operations.js';

const MAX_GLOBAL_INDEXES = 20;

interface Definition {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

/** What a request asks of the table's global indexes, beyond their throughput. */
export type IndexWish =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'create';
      readonly index: Members & { readonly IndexName: string };
      readonly definitions: readonly Definition[];
    }
  | { readonly kind: 'delete'; readonly indexName: string };

/**
 * Takes the one index to make or to unmake out of a checked request.
 *
 * @throws AwsError LimitExceededException when there are more
 */
export function takeIndexWish(data: Members): IndexWish {
  const updates = (data['GlobalSecondaryIndexUpdates'] ?? []) as readonly {
    readonly Create?: Members & { readonly IndexName: string };
    readonly Delete?: { readonly IndexName: string };
  }[];
  const definitions = (data['AttributeDefinitions'] ?? []) as readonly Definition[];
  delete data['AttributeDefinitions'];
  const ours = updates.filter(({ Create, Delete }) => Create ?? Delete);
  if (ours.length > 1) {
    throw dynamoException(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  const others = updates.filter((update) => !ours.includes(update));
  if (others.length > 0) data['GlobalSecondaryIndexUpdates'] = others;
  else delete data['GlobalSecondaryIndexUpdates'];
  const [{ Create: index, Delete: gone } = {}] = ours;
  if (index !== undefined) return { kind: 'create', index, definitions };
  return gone === undefined ? { kind: 'none' } : { kind: 'delete', indexName: gone.IndexName };
}

/**
 * The table as it is while the wish is being fulfilled: the index is CREATING or DELETING.
 *
 * @throws AwsError when the index cannot be made, or is not there
 */
export function withIndexWish(
  engine: Engine,
  table: TableDescription,
  wish: Exclude<IndexWish, { readonly kind: 'none' }>,
): TableDescription {
  const indexes = globalIndexes(table);
  if (wish.kind === 'delete') {
    if (!indexes.some(({ IndexName: name }) => name === wish.indexName)) {
      throw dynamoException('ResourceNotFoundException', 'Requested resource not found');
    }
    const changed = indexes.map((index) =>
      index.IndexName === wish.indexName ? { ...index, IndexStatus: 'DELETING' } : index,
    );
    return { ...table, TableStatus: 'UPDATING', GlobalSecondaryIndexes: changed };
  }
  const { index, definitions } = wish;
  if (indexes.some(({ IndexName: name }) => name === index.IndexName)) {
    throw validationException('Attempting to create an index which already exists');
  }
  if (indexes.length >= MAX_GLOBAL_INDEXES) {
    throw dynamoException(
      'LimitExceededException',
      `Subscriber limit exceeded: a table has at most ${MAX_GLOBAL_INDEXES} global secondary indexes`,
    );
  }
  const all = [...definitionsOf(table), ...definitions];
  checkIndex(engine, table, index, all);
  return {
    ...table,
    TableStatus: 'UPDATING',
    AttributeDefinitions: [...new Map(all.map((one) => [one.AttributeName, one])).values()],
    GlobalSecondaryIndexes: [...indexes, described(table, index)],
  };
}

/** The table without definitions of attributes that neither it nor an index has as a key. */
export function withUsedDefinitions(table: TableDescription): TableDescription {
  const used = new Set(keysOf(table).map(({ AttributeName: name }) => name));
  return {
    ...table,
    AttributeDefinitions: definitionsOf(table).filter(({ AttributeName: name }) => used.has(name)),
  };
}

/** dynalite knows the rules of an index as a part of CreateTable; so that is what it is asked. */
function checkIndex(
  engine: Engine,
  table: TableDescription,
  index: Members,
  definitions: readonly Definition[],
): void {
  const names = new Set(
    [table, index].flatMap((one) =>
      (one['KeySchema'] as TableDescription['KeySchema']).map((key) => key.AttributeName),
    ),
  );
  const types = new Map<string, string>();
  for (const { AttributeName: name, AttributeType: type } of definitions) {
    if ((types.get(name) ?? type) !== type) {
      throw validationException(
        `One or more parameter values were invalid: attribute ${name} is defined as ${types.get(name)} and as ${type}`,
      );
    }
    types.set(name, type);
  }
  const isOnDemand = billingMode(table) === 'PAY_PER_REQUEST';
  if (!isOnDemand && index['ProvisionedThroughput'] === undefined) {
    throw validationException(
      `One or more parameter values were invalid: ProvisionedThroughput must be specified for index: ${index['IndexName']}`,
    );
  }
  engine.validate('CreateTable', {
    TableName: table.TableName,
    KeySchema: table.KeySchema,
    AttributeDefinitions: [...types].flatMap(([AttributeName, AttributeType]) =>
      names.has(AttributeName) ? [{ AttributeName, AttributeType }] : [],
    ),
    ...(isOnDemand
      ? { BillingMode: 'PAY_PER_REQUEST' }
      : { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }),
    GlobalSecondaryIndexes: [index],
  });
}

function described(table: TableDescription, index: Members): Members {
  const throughput = index['ProvisionedThroughput'] ?? {
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
  };
  return {
    ...index,
    IndexArn: `${table.TableArn}/index/${index['IndexName']}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexStatus: 'CREATING',
    ProvisionedThroughput: { ...throughput, NumberOfDecreasesToday: 0 },
  };
}

function billingMode(table: TableDescription): string {
  const summary = table['BillingModeSummary'] as { readonly BillingMode?: string } | undefined;
  return summary?.BillingMode ?? 'PROVISIONED';
}

function definitionsOf(table: TableDescription): readonly Definition[] {
  return table['AttributeDefinitions'] as readonly Definition[];
}

function keysOf(table: TableDescription): TableDescription['KeySchema'] {
  const indexes = ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'].flatMap(
    (kind) =>
      (table[kind] ?? []) as readonly { readonly KeySchema: TableDescription['KeySchema'] }[],
  );
  return [table, ...indexes].flatMap(({ KeySchema }) => KeySchema);
}
