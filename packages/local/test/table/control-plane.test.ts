import {
  CreateBackupCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  ScanCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';

const TableName = 'Orders';
const WRITES_BESIDE = 24;
const NEW_IMAGE = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } as const;

describe('the control plane', () => {
  let clock: ManualClock;
  let cloud: TestCloud;
  let arn: string;
  const update = (change: Omit<UpdateTableCommandInput, 'TableName'>) =>
    cloud.tables.send(new UpdateTableCommand({ TableName, ...change }));
  const table = async () =>
    (await cloud.tables.send(new DescribeTableCommand({ TableName }))).Table;
  const put = (id: string) =>
    cloud.tables.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));

  beforeEach(async () => {
    clock = new ManualClock();
    cloud = await startCloud({ clock });
    arn = await cloud.createStreamTable(TableName);
  });
  afterEach(() => cloud.close());

  test('turns a stream off: it closes, stays readable for 24 hours, then is gone', async () => {
    await put('a');
    await update({ StreamSpecification: { StreamEnabled: false } });
    await put('b');
    expect((await table())?.StreamSpecification).toBeUndefined();
    expect((await table())?.LatestStreamArn).toBe(arn);
    expect(await cloud.records(arn)).toHaveLength(1);
    const { StreamDescription: stream } = await cloud.streams.send(
      new DescribeStreamCommand({ StreamArn: arn }),
    );
    expect(stream?.StreamStatus).toBe('DISABLED');
    expect(
      stream?.Shards?.every((one) => one.SequenceNumberRange?.EndingSequenceNumber !== undefined),
    ).toBe(true);
    clock.advance(24 * 3_600_000 + 1);
    await expect(cloud.records(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('turns a stream on again as a new one, with a new ARN and another view', async () => {
    await update({ StreamSpecification: { StreamEnabled: false } });
    const { TableDescription: changed } = await update({ StreamSpecification: NEW_IMAGE });
    const next = changed?.LatestStreamArn ?? '';
    expect(next).not.toBe(arn);
    expect(changed?.StreamSpecification).toEqual(NEW_IMAGE);
    await put('a');
    expect(await cloud.records(arn)).toHaveLength(0);
    expect(await cloud.records(next)).toHaveLength(1);
    const { Streams } = await cloud.streams.send(new ListStreamsCommand({ TableName }));
    expect(Streams?.map(({ StreamArn }) => StreamArn).sort()).toEqual([arn, next].sort());
  });

  test.each([
    ['turn on what is on', [NEW_IMAGE]],
    ['turn off what is off', [{ StreamEnabled: false }, { StreamEnabled: false }]],
    ['turn on without a view', [{ StreamEnabled: false }, { StreamEnabled: true }]],
  ])('refuses to %s', async (_case, specifications) => {
    const [last, ...earlier] = [...specifications].reverse();
    for (const StreamSpecification of earlier) await update({ StreamSpecification });
    await expect(update({ StreamSpecification: last })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('changes capacity as before', async () => {
    const { TableDescription: changed } = await update({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
    });
    expect(changed?.BillingModeSummary?.BillingMode).toBe('PROVISIONED');
    expect(changed?.LatestStreamArn).toBe(arn);
  });

  test('keeps a stream readable after its table is deleted', async () => {
    await put('a');
    await cloud.tables.send(new DeleteTableCommand({ TableName }));
    expect(await cloud.records(arn)).toHaveLength(1);
  });

  test('keeps a table that is protected from deletion', async () => {
    await update({ DeletionProtectionEnabled: true });
    expect((await table())?.DeletionProtectionEnabled).toBe(true);
    await expect(cloud.tables.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await update({ DeletionProtectionEnabled: false });
    await cloud.tables.send(new DeleteTableCommand({ TableName }));
  });

  test('tags a table from its creation on', async () => {
    const { TableDescription: created } = await cloud.tables.send(
      new CreateTableCommand({
        TableName: 'Tagged',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Tags: [{ Key: 'team', Value: 'orders' }],
      }),
    );
    const ResourceArn = created?.TableArn;
    const tags = async () =>
      (await cloud.tables.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;
    expect(await tags()).toEqual([{ Key: 'team', Value: 'orders' }]);
    await cloud.tables.send(
      new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'dev' }] }),
    );
    await cloud.tables.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }));
    expect(await tags()).toEqual([{ Key: 'stage', Value: 'dev' }]);
  });

  test('refuses a write that a DeleteTable overtook: none is acknowledged and then lost', async () => {
    cloud.startTogether(WRITES_BESIDE + 1);
    const deleted = cloud.tables.send(new DeleteTableCommand({ TableName }));
    const puts = await Promise.allSettled(
      Array.from({ length: WRITES_BESIDE }, (_, at) => put(`beside-${at}`)),
    );
    await deleted;
    const refused = puts.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(new Set(refused)).toEqual(new Set(['ResourceNotFoundException']));
    expect(await cloud.records(arn)).toHaveLength(WRITES_BESIDE - refused.length);
    await cloud.createStreamTable(TableName);
    expect((await cloud.tables.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  test('keeps and tells point-in-time recovery', async () => {
    const status = async () =>
      (await cloud.tables.send(new DescribeContinuousBackupsCommand({ TableName })))
        .ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    expect(await status()).toBe('DISABLED');
    await cloud.tables.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    expect(await status()).toBe('ENABLED');
    await expect(
      cloud.tables.send(new DescribeContinuousBackupsCommand({ TableName: 'Missing' })),
    ).rejects.toMatchObject({ name: 'TableNotFoundException' });
  });

  test('keeps how far back one may go', async () => {
    const change = (RecoveryPeriodInDays?: number, PointInTimeRecoveryEnabled = true) =>
      cloud.tables.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, RecoveryPeriodInDays },
        }),
      );
    const described = async () =>
      (await cloud.tables.send(new DescribeContinuousBackupsCommand({ TableName })))
        .ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    await change(7);
    await change();
    const began = clock.now();
    clock.advance(10 * 86_400_000);
    expect(await described()).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 7,
      EarliestRestorableDateTime: new Date(began + 3 * 86_400_000),
      LatestRestorableDateTime: new Date(clock.now()),
    });
    await expect(change(36)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(change(7, false)).rejects.toMatchObject({ name: 'ValidationException' });
    await change(undefined, false);
    expect(await described()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  test.each([
    ['ExecuteStatement', new ExecuteStatementCommand({ Statement: 'SELECT * FROM Orders' })],
    ['CreateBackup', new CreateBackupCommand({ TableName, BackupName: 'backup' })],
    ['GetResourcePolicy', new GetResourcePolicyCommand({ ResourceArn: 'arn:aws:dynamodb:x' })],
  ])('refuses %s by its name', async (name, command) => {
    const answer = cloud.tables.send(command as ExecuteStatementCommand);
    await expect(answer).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining(`The embedded table has no ${name}:`),
    });
  });

  test('tells an account’s limits', async () => {
    const limits = await cloud.tables.send(new DescribeLimitsCommand({}));
    expect(limits.TableMaxWriteCapacityUnits).toBeGreaterThan(0);
  });
});
