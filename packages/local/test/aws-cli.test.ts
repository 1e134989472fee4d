import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, type CloudEvent, startCloud } from '../src/index.js';
import { zipBundle } from './support/bundle.js';
import { eventually } from './support/eventually.js';

/** The command line takes a second to start, and several on a busy machine. */
const limit = 240_000;
const run = promisify(execFile);
const installed = spawnSync('aws', ['--version']).status === 0;
const withCli = installed ? test : test.skip;
if (!installed) {
  process.stderr.write("Skipped: the steps by the aws command line ('apt-get install awscli').\n");
}

let cloud: Cloud;
let folder: string;
const events: CloudEvent[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  cloud = await startCloud({ region: 'us-east-1', onEvent: (event) => events.push(event) });
});
afterAll(() => cloud.stop());

/** One command, typed as the tutorials have it; gives what it printed, as JSON if it is. */
async function aws(line: string, ...more: string[]) {
  const args = ['--endpoint-url', cloud.endpoint, ...line.split(' '), ...more];
  const { stdout } = await run('aws', args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
    },
  });
  return /^[[{]/.test(stdout) ? JSON.parse(stdout) : stdout.trim();
}

const logged = (): readonly string[] =>
  events.flatMap((event) => (event.type === 'function-log' ? [event.line] : []));
const eventuallyLogged = (text: string) =>
  eventually(
    () => (logged().some((line) => line.endsWith(text)) ? true : undefined),
    `the log line '${text}'`,
  );

withCli(
  'the classic steps: a table, its stream, a function, a mapping, a filter',
  async () => {
    await aws(
      'dynamodb create-table --table-name Orders --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST',
    );
    const { TableDescription } = await aws(
      'dynamodb update-table --table-name Orders --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES',
    );
    const streamArn: string = TableDescription.LatestStreamArn;
    expect(streamArn).toMatch(/:table\/Orders\/stream\/20/);
    await writeFile(
      join(folder, 'function.zip'),
      zipBundle({
        'index.js': `exports.handler = async ({ Records }) => {
          for (const { eventName, dynamodb } of Records) console.log(eventName + ' ' + dynamodb.Keys.id.S);
        };`,
      }),
    );
    const created = await aws(
      'lambda create-function --function-name ProcessOrders --zip-file fileb://function.zip --handler index.handler --runtime nodejs22.x --role arn:aws:iam::000000000000:role/lambda-role',
    );
    expect(created).toMatchObject({ FunctionName: 'ProcessOrders', State: 'Pending' });
    const mapping = await aws(
      `lambda create-event-source-mapping --function-name ProcessOrders --event-source-arn ${streamArn} --batch-size 100 --starting-position LATEST`,
    );
    expect(mapping).toMatchObject({ State: 'Creating', StartingPosition: 'LATEST' });
    const untilEnabled = () =>
      eventually(
        () => (cloud.mappings.get(mapping.UUID).state === 'Enabled' ? true : undefined),
        'the mapping to be enabled',
      );
    await untilEnabled();

    await aws('dynamodb put-item --table-name Orders --item', '{"id":{"S":"1"}}');
    const update = (value: string) =>
      aws(
        'dynamodb update-item --table-name Orders --key {"id":{"S":"1"}} --update-expression',
        'SET paid = :p',
        '--expression-attribute-values',
        `{":p":{"S":"${value}"}}`,
      );
    await update('yes');
    await aws('dynamodb delete-item --table-name Orders --key', '{"id":{"S":"1"}}');
    await eventuallyLogged('REMOVE 1');
    expect(logged().map((line) => line.split('\t').at(-1))).toEqual([
      'INSERT 1',
      'MODIFY 1',
      'REMOVE 1',
    ]);

    await aws(
      `lambda update-event-source-mapping --uuid ${mapping.UUID} --filter-criteria`,
      JSON.stringify({ Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }),
    );
    await untilEnabled();
    await aws('dynamodb put-item --table-name Orders --item', '{"id":{"S":"1"}}');
    await update('again');
    await aws('dynamodb put-item --table-name Orders --item', '{"id":{"S":"2"}}');
    await eventuallyLogged('INSERT 2');
    expect(logged().filter((line) => line.includes('MODIFY'))).toHaveLength(1);

    const answer = await aws(
      'lambda invoke --function-name ProcessOrders --log-type Tail --payload',
      Buffer.from('{"Records":[]}').toString('base64'),
      'out.json',
    ).catch(() =>
      // The second major version takes the payload as base64, the first as it is.
      aws('lambda invoke --function-name ProcessOrders --payload', '{"Records":[]}', 'out.json'),
    );
    expect(answer).toMatchObject({ StatusCode: 200 });
    expect(await readFile(join(folder, 'out.json'), 'utf8')).toBe('null');
    const deleted = await aws(`lambda delete-event-source-mapping --uuid ${mapping.UUID}`);
    expect(deleted.State).toBe('Deleting');
  },
  limit,
);

withCli(
  'a queue that listens to a topic, and a bucket',
  async () => {
    const { QueueUrl } = await aws('sqs create-queue --queue-name jobs');
    const { TopicArn } = await aws('sns create-topic --name alarms');
    await aws(
      `sns subscribe --topic-arn ${TopicArn} --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:000000000000:jobs`,
    );
    await aws(`sns publish --topic-arn ${TopicArn} --message hello`);
    const { Messages } = await aws(`sqs receive-message --queue-url ${QueueUrl}`);
    expect(JSON.parse(Messages[0].Body).Message).toBe('hello');

    await aws('s3 mb s3://box');
    await writeFile(join(folder, 'note.txt'), 'a note');
    await aws('s3 cp note.txt s3://box/dir/note.txt');
    expect(await aws('s3 ls s3://box/dir/')).toContain('note.txt');
  },
  limit,
);
