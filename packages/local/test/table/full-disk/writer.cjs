// Writes to a table in the folder that is named until that fails, says so, and tries on once a line
// came in. Says on standard output what was acknowledged. Its files may only grow to a limit.
const { once } = require('node:events');
const { writeSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { createTableService } = require('../../../dist/table/index.js');
const { callService } = require('../support/call-service.cjs');

const [dataDir] = process.argv.slice(2);
const TableName = 'Full';
const SOME = 40;
const say = (...words) => writeSync(1, `${words.join(' ')}\n`);

async function main() {
  const service = await createTableService({ region: 'eu-central-1', dataDir });
  const call = (operation, input) => callService(service, operation, input);
  await call('CreateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  while ((await call('DescribeTable', { TableName })).answer.Table.TableStatus !== 'ACTIVE') {
    await sleep(1);
  }
  const put = async (id, bytes) => {
    const Item = { id: { S: id }, filler: { S: 'x'.repeat(bytes) } };
    const { status, answer } = await call('PutItem', { TableName, Item });
    if (status === 200) say('put', id);
    return { status, answer };
  };
  for (let at = 0; ; at += 1) {
    const { status, answer } = await put(`before-${at}`, 3000 + at);
    if (status === 200) continue;
    say('failed', status, answer.message);
    break;
  }
  await once(process.stdin, 'data');
  for (let at = 0; at < SOME; at += 1) await put(`after-${at}`, 3000);
  const { answer } = await call('Scan', { TableName, Select: 'COUNT' });
  say('read', answer.Count);
  await service.close();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
