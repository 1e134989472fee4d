// Writes to the tables in the folder that is named, as fast as it can, until it is killed. Says on
// standard output what was acknowledged. Runs the built package, since it is started many times.
const { writeSync } = require('node:fs');
const { createTableService } = require('../../../dist/table/index.js');

const [dataDir, run] = process.argv.slice(2);
const WRITERS = 8;
const TableName = 'Crash';

const say = (...words) => writeSync(1, `${words.join(' ')}\n`);

async function main() {
  const service = await createTableService({ region: 'eu-central-1', dataDir });
  const call = async (operation, input) => {
    const { status, body } = await service.handle({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260301T120000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/d, SignedHeaders=e, Signature=f',
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    if (status !== 200) throw new Error(`${operation}: ${status} ${body}`);
  };
  if (run === '0') {
    await call('CreateTable', {
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  say('ready');

  const put = async (id) => {
    await call('PutItem', { TableName, Item: { id: { S: id } } });
    say('put', id);
  };
  const count = async (id) => {
    await call('UpdateItem', {
      TableName,
      Key: { id: { S: id } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    say('count', id);
  };
  const pair = async (id) => {
    await call('TransactWriteItems', {
      TransactItems: ['left', 'right'].map((side) => ({
        Put: { TableName, Item: { id: { S: `${side}-${id}` } } },
      })),
    });
    say('pair', id);
  };
  const write = async (writer) => {
    for (let at = 0; ; at += 1) {
      const id = `${run}.${writer}.${at}`;
      if (at % 3 === 0) await put(id);
      else if (at % 3 === 1) await count(`counter-${Math.floor(at / 3) % 2}`);
      else await pair(id);
      if (at % 20 === 19 && writer === 0) await service.rollShards(TableName);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
