import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipBundle } from './support/bundle.js';
import { eventually } from './support/eventually.js';
import { emptyRoad, role } from './support/mapped.js';

let road: Awaited<ReturnType<typeof emptyRoad>>;
beforeAll(async () => {
  road = await emptyRoad();
});
afterAll(() => road.cloud.stop());

const says = (text: string) => `exports.handler = async () => ${JSON.stringify(text)};`;
const send: (typeof road)['lambda']['send'] = ((command: never) =>
  road.lambda.send(command)) as never;

async function invoke(FunctionName: string, more: object = {}) {
  const answer = await send(new InvokeCommand({ FunctionName, ...more }));
  return { ...answer, text: answer.Payload?.transformToString() };
}

describe('a function', () => {
  test('is created, described, listed, invoked and deleted', async () => {
    const created = await send(
      new CreateFunctionCommand({
        FunctionName: 'whole',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: role,
        Timeout: 7,
        Environment: { Variables: { NAME: 'value' } },
        Code: {
          ZipFile: zipBundle({ 'index.js': 'exports.handler = async () => process.env.NAME;' }),
        },
      }),
    );
    expect(created).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:whole',
      State: 'Pending',
      Version: '$LATEST',
      MemorySize: 128,
      Timeout: 7,
      CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    });
    await waitUntilFunctionActiveV2(
      { client: road.lambda, maxWaitTime: 5 },
      { FunctionName: 'whole' },
    );
    expect((await invoke('whole')).text).toBe('"value"');
    const { Functions } = await send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toContain('whole');
    await send(new DeleteFunctionCommand({ FunctionName: 'whole' }));
    await expect(invoke('whole')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:whole',
    });
  });

  test('runs its new code and its new settings after an update', async () => {
    await road.fn('changing', says('old'));
    expect((await invoke('changing')).text).toBe('"old"');
    await send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'changing',
        ZipFile: zipBundle({ 'index.js': 'exports.handler = async () => process.env.WORD;' }),
      }),
    );
    const updated = await send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'changing',
        Environment: { Variables: { WORD: 'new' } },
      }),
    );
    expect(updated).toMatchObject({ Timeout: 3, Environment: { Variables: { WORD: 'new' } } });
    await waitUntilFunctionUpdatedV2(
      { client: road.lambda, maxWaitTime: 5 },
      { FunctionName: 'changing' },
    );
    expect((await invoke('changing')).text).toBe('"new"');
  });

  test('keeps published versions as they were, behind an alias that can be moved', async () => {
    await road.fn('versioned', says('one'), { Publish: true });
    const FunctionName = 'versioned';
    await send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await send(
      new UpdateFunctionCodeCommand({
        FunctionName,
        ZipFile: zipBundle({ 'index.js': says('two') }),
      }),
    );
    const published = await send(new PublishVersionCommand({ FunctionName }));
    expect(published).toMatchObject({
      Version: '2',
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:versioned:2',
    });
    expect(await send(new PublishVersionCommand({ FunctionName }))).toMatchObject({ Version: '2' });
    expect(await invoke('versioned:live')).toMatchObject({ text: '"one"', ExecutedVersion: '1' });
    await send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2' }));
    expect(await invoke('versioned', { Qualifier: 'live' })).toMatchObject({ text: '"two"' });
    expect(await send(new GetAliasCommand({ FunctionName, Name: 'live' }))).toMatchObject({
      FunctionVersion: '2',
    });
    const { Aliases } = await send(new ListAliasesCommand({ FunctionName }));
    expect(Aliases).toHaveLength(1);
    const { Versions } = await send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
    await expect(invoke('versioned:none')).rejects.toMatchObject({
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:versioned:none',
    });
  });

  test('with no concurrency left is throttled', async () => {
    await road.fn('reserved', says('x'));
    const FunctionName = 'reserved';
    const reserve = (ReservedConcurrentExecutions: number) =>
      send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    await reserve(0);
    await expect(invoke('reserved')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions: 0,
    });
    await send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect((await invoke('reserved')).text).toBe('"x"');
    const { Configuration } = await send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  const good = {
    FunctionName: 'refused',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: role,
    Code: { ZipFile: zipBundle({ 'index.js': says('x') }) },
  } as const;
  test.each([
    [
      'a name that is taken',
      { FunctionName: 'taken' },
      'ResourceConflictException',
      'Function already exist: taken',
    ],
    [
      'a zip that is none',
      { Code: { ZipFile: Buffer.from('no zip') } },
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ],
    [
      'a timeout of nothing',
      { Timeout: 0 },
      'ValidationException',
      "1 validation error detected: Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a role that is none',
      { Role: 'admin' },
      'ValidationException',
      "1 validation error detected: Value 'admin' at 'role' failed to satisfy constraint",
    ],
    [
      'another language',
      { Runtime: 'python3.13' as const },
      'InvalidParameterValueException',
      'The local cloud runs Node.js functions only',
    ],
    [
      'code in a bucket',
      { Code: { S3Bucket: 'b', S3Key: 'k' } },
      'InvalidParameterValueException',
      'leave out S3Bucket',
    ],
  ])('is refused with %s', async (_what, wrong, name, message) => {
    if (road.cloud.functions.find('taken') === undefined) await road.fn('taken', says('x'));
    await expect(send(new CreateFunctionCommand({ ...good, ...wrong }))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});

test('tags of functions and mappings are kept, added and taken away', async () => {
  await road.fn('tagged', says('x'), { Tags: { team: 'orders' } });
  const stream = await road.table('tagged');
  const UUID = await road.map({
    FunctionName: 'tagged',
    EventSourceArn: stream,
    Tags: { team: 'orders' },
  });
  const arns = [
    'arn:aws:lambda:us-east-1:000000000000:function:tagged',
    `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
  ];
  for (const Resource of arns) {
    const tags = async () => (await send(new ListTagsCommand({ Resource }))).Tags;
    expect(await tags()).toEqual({ team: 'orders' });
    await send(new TagResourceCommand({ Resource, Tags: { stage: 'dev' } }));
    await send(new UntagResourceCommand({ Resource, TagKeys: ['team'] }));
    expect(await tags()).toEqual({ stage: 'dev' });
  }
});

describe('an invocation', () => {
  test('that fails says so, with the error and the log', async () => {
    await road.fn(
      'failing',
      "exports.handler = async () => { console.log('before'); throw new Error('no'); };",
    );
    const answer = await invoke('failing', { LogType: 'Tail' });
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(answer.text ?? '')).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('before');
  });

  test('that nobody waits for is tried three times', async () => {
    await road.fn(
      'later',
      "exports.handler = async () => { console.log('tried'); throw new Error('no'); };",
    );
    const answer = await invoke('later', { InvocationType: 'Event' });
    expect(answer.StatusCode).toBe(202);
    await eventually(
      () => road.events.find((event) => event.type === 'fault' && event.where === 'function later'),
      'the invocation to be given up',
    );
    expect(road.logged('later').filter((line) => line.endsWith('tried'))).toHaveLength(3);
  });

  test('that is only tried out does not run', async () => {
    await road.fn('dry', "exports.handler = async () => console.log('ran');");
    expect((await invoke('dry', { InvocationType: 'DryRun' })).StatusCode).toBe(204);
    expect(road.logged('dry')).toEqual([]);
  });

  test.each([
    ['a payload that is no JSON', { Payload: '{' }, 'InvalidRequestContentException', 400],
    [
      'a payload over 6 MB',
      { Payload: `"${'x'.repeat(6_300_000)}"` },
      'RequestTooLargeException',
      413,
    ],
    [
      'a qualifier twice',
      { FunctionName: 'dry:$LATEST', Qualifier: '1' },
      'InvalidParameterValueException',
      400,
    ],
  ])('is refused with %s', async (_what, input, name, httpStatusCode) => {
    await expect(invoke('dry', input)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
    });
  });
});
