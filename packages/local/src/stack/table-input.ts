import type { SettingsReader } from './settings-reader.js';

/** CreateTable's input from an `aws_dynamodb_table`. */
export function tableInput(settings: SettingsReader): object {
  const hashKey = settings.requiredText('hash_key');
  const indexes = settings.blocks('global_secondary_index').map(globalIndex);
  const localIndexes = settings.blocks('local_secondary_index').map((index) => ({
    IndexName: index.requiredText('name'),
    KeySchema: keySchema(hashKey, index.requiredText('range_key')),
    Projection: projection(index),
  }));
  const provisioned = settings.text('billing_mode') !== 'PAY_PER_REQUEST';
  return {
    TableName: settings.requiredText('name'),
    KeySchema: keySchema(hashKey, settings.text('range_key')),
    AttributeDefinitions: settings.blocks('attribute').map((attribute) => ({
      AttributeName: attribute.requiredText('name'),
      AttributeType: attribute.requiredText('type'),
    })),
    BillingMode: provisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ...(provisioned ? { ProvisionedThroughput: throughput(settings) } : {}),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map(({ index, reader }) => ({
            ...index,
            ...(provisioned ? { ProvisionedThroughput: throughput(reader) } : {}),
          })),
        }),
    ...(localIndexes.length === 0 ? {} : { LocalSecondaryIndexes: localIndexes }),
    ...(settings.flag('stream_enabled') === true
      ? {
          StreamSpecification: {
            StreamEnabled: true,
            StreamViewType: settings.requiredText('stream_view_type'),
          },
        }
      : {}),
  };
}

/** The attribute that ends an item's life, when the table has one. */
export function timeToLiveAttribute(settings: SettingsReader): string | undefined {
  const ttl = settings.block('ttl');
  return ttl?.flag('enabled') === false ? undefined : ttl?.text('attribute_name');
}

function globalIndex(reader: SettingsReader) {
  return {
    reader,
    index: {
      IndexName: reader.requiredText('name'),
      KeySchema: keySchema(reader.requiredText('hash_key'), reader.text('range_key')),
      Projection: projection(reader),
    },
  };
}

function keySchema(hashKey: string, rangeKey: string | undefined) {
  return [
    { AttributeName: hashKey, KeyType: 'HASH' },
    ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: 'RANGE' }]),
  ];
}

function projection(index: SettingsReader): object {
  const names = index.texts('non_key_attributes');
  return {
    ProjectionType: index.text('projection_type') ?? 'ALL',
    ...(names === undefined ? {} : { NonKeyAttributes: names }),
  };
}

function throughput(reader: SettingsReader): object {
  return {
    ReadCapacityUnits: reader.number('read_capacity') ?? 5,
    WriteCapacityUnits: reader.number('write_capacity') ?? 5,
  };
}
