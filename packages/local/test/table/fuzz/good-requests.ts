/** One request of every operation that is good, or nearly so: what hostile ones are made of. */
export function goodRequests(TableName: string, StreamArn: string) {
  const Key = { id: { S: 'a' } };
  const Item = {
    ...Key,
    n: { N: '1.5' },
    b: { B: 'AQI=' },
    set: { NS: ['1', '2'] },
    list: { L: [{ S: 'x' }, { M: { y: { BOOL: true } } }] },
  };
  const values = { ':n': { N: '1' }, ':s': { SS: ['x'] } };
  const names = { '#n': 'n', '#s': 'text' };
  const requests: readonly (readonly [string, object])[] = [
    ['PutItem', { TableName, Item, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity: 'TOTAL' }],
    [
      'PutItem',
      {
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(zz) OR size(#n) < :n AND #s IN (:s, :n)',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    ],
    [
      'PutItem',
      {
        TableName,
        Item,
        Expected: {
          n: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '1' }, { N: '2' }] },
        },
        ConditionalOperator: 'AND',
      },
    ],
    [
      'UpdateItem',
      {
        TableName,
        Key,
        UpdateExpression: 'SET #n = if_not_exists(#n, :n) + :n, list[3] = :s ADD #s :s REMOVE b',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValues: 'UPDATED_NEW',
      },
    ],
    [
      'UpdateItem',
      { TableName, Key, AttributeUpdates: { n: { Action: 'ADD', Value: { N: '1' } } } },
    ],
    ['DeleteItem', { TableName, Key, ReturnValues: 'ALL_OLD' }],
    [
      'GetItem',
      {
        TableName,
        Key,
        ProjectionExpression: '#n, list[0].y',
        ExpressionAttributeNames: { '#n': 'n' },
      },
    ],
    ['BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key], AttributesToGet: ['n'] } } }],
    ['BatchWriteItem', { RequestItems: { [TableName]: [{ PutRequest: { Item } }] } }],
    [
      'Query',
      {
        TableName,
        KeyConditionExpression: 'id = :id',
        FilterExpression: 'begins_with(#s, :id) OR contains(#s, :id) OR #s > :id',
        ExpressionAttributeNames: { '#s': 'text' },
        ExpressionAttributeValues: { ':id': { S: 'a' } },
        Limit: 5,
        ExclusiveStartKey: Key,
      },
    ],
    [
      'Query',
      {
        TableName,
        IndexName: 'by-text',
        KeyConditions: { text: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'x' }] } },
        QueryFilter: { n: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '1' }] } },
      },
    ],
    [
      'Scan',
      {
        TableName,
        ScanFilter: { n: { ComparisonOperator: 'NOT_NULL' } },
        Segment: 0,
        TotalSegments: 2,
      },
    ],
    [
      'Scan',
      {
        TableName,
        IndexName: 'by-text',
        Select: 'COUNT',
        ExclusiveStartKey: { ...Key, text: { S: 'x' } },
      },
    ],
    [
      'TransactWriteItems',
      {
        ClientRequestToken: 'token',
        TransactItems: [
          { Put: { TableName, Item } },
          { Delete: { TableName, Key: { id: { S: 'b' } } } },
          {
            Update: {
              TableName,
              Key: { id: { S: 'c' } },
              UpdateExpression: 'ADD #n :n',
              ExpressionAttributeNames: { '#n': 'n' },
              ExpressionAttributeValues: { ':n': { N: '1' } },
            },
          },
          {
            ConditionCheck: {
              TableName,
              Key: { id: { S: 'd' } },
              ConditionExpression: 'attribute_not_exists(id)',
            },
          },
        ],
      },
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName, Key, ProjectionExpression: 'n' } }] },
    ],
    [
      'CreateTable',
      {
        TableName: 'Fuzz-other',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        Tags: [{ Key: 'a', Value: 'b' }],
      },
    ],
    ['UpdateTable', { TableName: 'Fuzz-other', StreamSpecification: { StreamEnabled: false } }],
    [
      'UpdateTable',
      {
        TableName: 'Fuzz-other',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
    ],
    ['DescribeTable', { TableName }],
    ['DeleteTable', { TableName: 'Fuzz-other' }],
    ['ListTables', { Limit: 3, ExclusiveStartTableName: 'A' }],
    ['DescribeTimeToLive', { TableName }],
    [
      'UpdateTimeToLive',
      { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'e' } },
    ],
    ['DescribeContinuousBackups', { TableName }],
    [
      'UpdateContinuousBackups',
      { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ],
    ['DescribeLimits', {}],
    [
      'TagResource',
      {
        ResourceArn: `arn:aws:dynamodb:x:000000000000:table/${TableName}`,
        Tags: [{ Key: 'a', Value: 'b' }],
      },
    ],
    [
      'UntagResource',
      { ResourceArn: `arn:aws:dynamodb:x:000000000000:table/${TableName}`, TagKeys: ['a'] },
    ],
    ['ListTagsOfResource', { ResourceArn: `arn:aws:dynamodb:x:000000000000:table/${TableName}` }],
  ];
  const streams: readonly (readonly [string, object])[] = [
    ['ListStreams', { TableName, Limit: 1, ExclusiveStartStreamArn: StreamArn }],
    [
      'DescribeStream',
      {
        StreamArn,
        Limit: 2,
        ShardFilter: { Type: 'CHILD_SHARDS', ShardId: `shardId-${'0'.repeat(20)}-00000000` },
      },
    ],
    [
      'GetShardIterator',
      {
        StreamArn,
        ShardId: `shardId-${'0'.repeat(20)}-00000000`,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        SequenceNumber: '1'.repeat(25),
      },
    ],
    ['GetRecords', { ShardIterator: `${StreamArn}|1|AAAA`, Limit: 10 }],
  ];
  return [
    ...requests.map(([name, body]) => [`DynamoDB_20120810.${name}`, body] as const),
    ...streams.map(([name, body]) => [`DynamoDBStreams_20120810.${name}`, body] as const),
  ];
}
