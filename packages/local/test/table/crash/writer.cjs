// Writes to the tables in the folder that is named, as fast as it can, until it is killed. Says on
// standard output what was acknowledged. Runs the built package, since it is started many times.
const { writeSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { createTableService } = require('../../../dist/table/index.js');
const { callService } = require('../support/call-service.cjs');

const [dataDir, run] = process.argv.slice(2);
const WRITERS = 8;
const TableName = 'Crash';
const Passing = 'Passing';
/** Housekeeping comes by this much more often, so that a life of some milliseconds sees it. */
const HASTE = 100;

const clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms / HASTE);
    return () => clearTimeout(timer);
  },
};
const say = (...words) => writeSync(1, `${words.join(' ')}\n`);

async function main() {
  const service = await createTableService({ region: 'eu-central-1', dataDir, clock });
  const call = async (operation, input) => {
    const { status, answer } = await callService(service, operation, input);
    if (status !== 200) throw new Error(`${operation}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const tables = async () => (await call('ListTables', {})).TableNames;
  const createTable = async (name) => {
    await call('CreateTable', {
      TableName: name,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    while ((await call('DescribeTable', { TableName: name })).Table.TableStatus !== 'ACTIVE') {
      await sleep(1);
    }
  };
  const deleteTable = async (name) => {
    await call('DeleteTable', { TableName: name });
    while ((await tables()).includes(name)) await sleep(1);
  };
  if (!(await tables()).includes(TableName)) {
    await createTable(TableName);
    await call('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    });
  }
  say('ready');

  const put = async (id) => {
    await call('PutItem', { TableName, Item: { id: { S: id } } });
    say('put', id);
  };
  const expire = async (id) => {
    const expiresAt = { N: String(Math.floor(Date.now() / 1000) - 1) };
    await call('PutItem', { TableName, Item: { id: { S: `expired-${id}` }, expiresAt } });
    say('expire', id);
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
      if (at % 4 === 0) await put(id);
      else if (at % 4 === 1) await count(`counter-${Math.floor(at / 4) % 2}`);
      else if (at % 4 === 2) await pair(id);
      else await expire(id);
      if (writer !== 0) continue;
      if (at % 20 === 3) await service.rollShards(TableName);
      if (at === 6 && run % 5 === 0) await service.splitShard(TableName);
    }
  };
  /** A table that comes, is filled and goes, again and again. */
  const pass = async () => {
    for (;;) {
      if ((await tables()).includes(Passing)) await deleteTable(Passing);
      await createTable(Passing);
      const { Count: left } = await call('Scan', { TableName: Passing });
      if (left > 0) say('ghosts', left);
      for (let batch = 0; batch < 4; batch += 1) {
        await call('BatchWriteItem', {
          RequestItems: {
            [Passing]: Array.from({ length: 25 }, (_, at) => ({
              PutRequest: { Item: { id: { S: `${batch}.${at}` } } },
            })),
          },
        });
      }
    }
  };
  await Promise.all([pass(), ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
