import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from './support/eventually.js';
import { emptyRoad } from './support/mapped.js';

// Every case was recorded from AWS (packages/mapping/FIDELITY.md says from where).

let road: Awaited<ReturnType<typeof emptyRoad>>;
let stream: string;
let count = 0;

beforeAll(async () => {
  road = await emptyRoad();
  stream = await road.table('recorded');
  await road.fn('echo', "exports.handler = async (e) => console.log('GOT ' + JSON.stringify(e));");
});
afterAll(async () => {
  await road.cloud.stop();
});

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function freshFunction(source = 'exports.handler = async () => {};'): Promise<string> {
  count += 1;
  await road.fn(`recorded-${count}`, source);
  return `recorded-${count}`;
}

describe('create', () => {
  test('answers with every member, and the recorded defaults', async () => {
    const FunctionName = await freshFunction();
    const { $metadata, ...answer } = await road.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName,
        EventSourceArn: stream,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    expect($metadata.httpStatusCode).toBe(202);
    expect(answer).toEqual({
      UUID: expect.stringMatching(uuidPattern),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${answer.UUID}`,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      EventSourceArn: stream,
      FunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`,
      LastModified: expect.any(Date),
      LastProcessingResult: 'No records processed',
      State: 'Creating',
      StateTransitionReason: 'User action',
      DestinationConfig: { OnFailure: {} },
      MaximumRecordAgeInSeconds: -1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      TumblingWindowInSeconds: 0,
      FunctionResponseTypes: [],
    });
  });

  test('takes an empty list of filters, and shows none', async () => {
    const { FilterCriteria } = await road.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: await freshFunction(),
        EventSourceArn: stream,
        StartingPosition: 'LATEST',
        FilterCriteria: { Filters: [] },
      }),
    );
    expect(FilterCriteria).toBeUndefined();
  });

  test('keeps the qualifier that it was given', async () => {
    const name = await freshFunction();
    const { FunctionArn } = await road.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: `${name}:$LATEST`,
        EventSourceArn: stream,
        StartingPosition: 'LATEST',
      }),
    );
    expect(FunctionArn).toBe(`arn:aws:lambda:us-east-1:000000000000:function:${name}:$LATEST`);
  });

  const parameter = 'InvalidParameterValueException';
  test.each<[string, Partial<CreateEventSourceMappingCommandInput>, string, string]>([
    [
      'no starting position',
      { StartingPosition: undefined },
      parameter,
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      'an unknown starting position',
      { StartingPosition: 'invalid' as 'LATEST' },
      'ValidationException',
      "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ],
    [
      'a time to start at',
      { StartingPosition: 'AT_TIMESTAMP' },
      parameter,
      'Unsupported starting position for arn type: <stream>',
    ],
    [
      'an unknown stream',
      { EventSourceArn: '<stream>x' },
      parameter,
      'Stream not found: <stream>x',
    ],
    ['an unknown function', { FunctionName: 'none' }, parameter, 'Function does not exist'],
    ['no stream', { EventSourceArn: undefined }, parameter, 'Unrecognized event source.'],
    [
      'a pattern that is a word',
      { FilterCriteria: { Filters: [{ Pattern: 'single-string' }] } },
      parameter,
      'Invalid filter pattern definition.',
    ],
    [
      'a pattern that is no JSON',
      { FilterCriteria: { Filters: [{ Pattern: '[{"eventName": ["INSERT"=123}]' }] } },
      parameter,
      'Invalid filter pattern definition.',
    ],
    [
      'a destination for successes',
      {
        DestinationConfig: {
          OnSuccess: { Destination: 'arn:aws:sqs:us-east-1:000000000000:q' },
        },
      },
      parameter,
      'Unsupported DestinationConfig parameter for given event source mapping type.',
    ],
    [
      'a record age under a minute',
      { MaximumRecordAgeInSeconds: 59 },
      parameter,
      'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    ],
    [
      'a batch size of nothing',
      { BatchSize: 0 },
      'ValidationException',
      "1 validation error detected: Value '0' at 'batchSize' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])('refuses %s', async (_what, input, name, message) => {
    const place = (text: string) => text.replaceAll('<stream>', stream);
    const { EventSourceArn } = { EventSourceArn: stream, ...input };
    await expect(
      road.lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'echo',
          StartingPosition: 'LATEST',
          ...input,
          ...(EventSourceArn === undefined
            ? { EventSourceArn: undefined }
            : { EventSourceArn: place(EventSourceArn) }),
        }),
      ),
    ).rejects.toMatchObject({
      name,
      message: place(message),
      $metadata: { httpStatusCode: 400 },
      ...(name === parameter ? { Type: 'User' } : {}),
    });
  });

  test('refuses the same stream and function twice', async () => {
    const FunctionName = await freshFunction();
    const input = { FunctionName, EventSourceArn: stream, StartingPosition: 'LATEST' } as const;
    const { UUID } = await road.lambda.send(new CreateEventSourceMappingCommand(input));
    await expect(
      road.lambda.send(new CreateEventSourceMappingCommand(input)),
    ).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `The event source arn (" ${stream} ") and function (" ${FunctionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      $metadata: { httpStatusCode: 409 },
    });
  });
});

describe('an unknown UUID', () => {
  const UUID = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
  test.each([
    ['get', new GetEventSourceMappingCommand({ UUID })],
    ['update', new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 })],
    ['delete', new DeleteEventSourceMappingCommand({ UUID })],
  ])('is not found by %s', async (_call, command) => {
    await expect(road.lambda.send(command as GetEventSourceMappingCommand)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('the life of a mapping', () => {
  test('disabling answers Disabling and OK, enabling goes on where it stopped', async () => {
    const EventSourceArn = await road.table('life');
    const FunctionName = await freshFunction(
      'exports.handler = async ({ Records }) => { for (const r of Records) console.log(r.dynamodb.Keys.id.S); };',
    );
    const UUID = await road.map({ FunctionName, EventSourceArn });
    const put = (id: string) =>
      road.dynamodb.send(new PutItemCommand({ TableName: 'life', Item: { id: { S: id } } }));
    const ids = () => road.logged(FunctionName).map((line) => line.split('\t').at(-1));
    const untilLogged = (id: string) =>
      eventually(() => (ids().includes(id) ? true : undefined), id);
    const untilOk = () =>
      eventually(async () => {
        const { LastProcessingResult } = await road.lambda.send(
          new GetEventSourceMappingCommand({ UUID }),
        );
        return LastProcessingResult === 'OK' ? true : undefined;
      }, 'OK');
    await put('a');
    await untilLogged('a');
    await untilOk();
    const enable = (Enabled: boolean) =>
      road.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    expect(await enable(false)).toMatchObject({
      State: 'Disabling',
      LastProcessingResult: 'OK',
      $metadata: { httpStatusCode: 202 },
    });
    await road.untilState(UUID, 'Disabled');
    await put('b');
    expect(await enable(true)).toMatchObject({ State: 'Enabling' });
    await untilLogged('b');
    expect(ids()).toEqual(['a', 'b']);
  });

  test('an update shows the old values until it is carried out', async () => {
    const UUID = await road.map({ FunctionName: await freshFunction(), EventSourceArn: stream });
    expect(
      await road.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 7 })),
    ).toMatchObject({ State: 'Updating', BatchSize: 100 });
    await road.untilState(UUID, 'Enabled');
    expect(await road.lambda.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
      BatchSize: 7,
    });
  });

  test('deleting answers the mapping once more, then it is gone', async () => {
    const UUID = await road.map({ FunctionName: await freshFunction(), EventSourceArn: stream });
    expect(await road.lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({
      UUID,
      State: 'Deleting',
      $metadata: { httpStatusCode: 202 },
    });
    await expect(
      road.lambda.send(new GetEventSourceMappingCommand({ UUID })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('outlives its function', async () => {
    const FunctionName = await freshFunction();
    const UUID = await road.map({ FunctionName, EventSourceArn: stream });
    await road.lambda.send(new DeleteFunctionCommand({ FunctionName }));
    expect(await road.lambda.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
      State: 'Enabled',
    });
  });
});

describe('a filter', () => {
  type Item = Record<string, AttributeValue>;
  const newImage = (image: object) => JSON.stringify({ dynamodb: { NewImage: image } });
  const id = (value: string, more: Record<string, string> = {}): Item => ({
    id: { S: value },
    ...Object.fromEntries(Object.entries(more).map(([name, S]) => [name, { S }] as const)),
  });

  test.each<[string, readonly string[], Item, Item, readonly boolean[]]>([
    [
      'insert_same_entry_twice',
      ['{"eventName":["INSERT"]}'],
      id('id_value', { id2: 'id2_value' }),
      id('id_value', { id2: 'id2_value' }),
      [true],
    ],
    [
      'content_or_filter',
      ['{"eventName":["INSERT","MODIFY"]}'],
      id('id_value'),
      id('id_value', { id2: 'id2_new_value' }),
      [true, true],
    ],
    [
      'content_multiple_filters',
      ['{"eventName":["INSERT"],"eventSource":["aws:dynamodb"]}'],
      id('id_value'),
      id('id_value', { id2: 'id2_new_value' }),
      [true, false],
    ],
    [
      'content_filter_type',
      [newImage({ presentKey: { S: ['presentValue'] } })],
      id('id_value_1', { presentKey: 'presentValue' }),
      id('id_value_2'),
      [true, false],
    ],
    [
      'exists_filter_type',
      [newImage({ presentKey: { S: [{ exists: true }] } })],
      id('id_value_1', { presentKey: 'presentValue' }),
      id('id_value_2'),
      [true, false],
    ],
    [
      'exists_false_filter',
      [newImage({ presentKey: [{ exists: false }] })],
      id('id_value_1'),
      id('id_value_2', { presentKey: 'presentValue' }),
      [true, true],
    ],
    [
      'numeric_filter',
      [newImage({ numericFilter: { N: [{ numeric: ['>', 100] }, { 'anything-but': '101' }] } })],
      { id: { S: 'id_value_1' }, numericFilter: { N: '42' } },
      { id: { S: 'id_value_2' }, numericFilter: { N: '101' } },
      [true, false],
    ],
    [
      'prefix_filter',
      [newImage({ prefix: { S: [{ prefix: 'us-1' }] } })],
      id('id_value_1', { prefix: 'us-1-other-suffix' }),
      id('id_value_1', { prefix: 'other-suffix' }),
      [true, false],
    ],
    [
      'date_time_conversion',
      ['{"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",0]}]}}'],
      id('id_value_1'),
      id('id_value_2'),
      [true, true],
    ],
  ])('%s', async (name, patterns, first, second, delivered) => {
    const EventSourceArn = await road.table(name);
    const UUID = await road.map({
      FunctionName: 'echo',
      EventSourceArn,
      BatchSize: 1,
      FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) },
    });
    // After the last one nothing of the two can come any more.
    for (const Item of [first, second, id('last')]) {
      await road.dynamodb.send(new PutItemCommand({ TableName: name, Item }));
    }
    // Each record is heard of exactly once, as filtered out or as delivered: the first kind sooner.
    const verdicts = () =>
      road.events
        .flatMap((event) => {
          if (event.type !== 'mapping' || event.mappingUuid !== UUID) return [];
          const { event: told } = event;
          if (told.type !== 'filtered' && told.type !== 'delivered') return [];
          return told.records.map(({ dynamodb }) => ({
            number: BigInt(dynamodb.SequenceNumber),
            id: dynamodb.Keys['id']?.['S'],
            delivered: told.type === 'delivered',
          }));
        })
        .sort((one, two) => (one.number < two.number ? -1 : 1));
    await eventually(() => {
      const told = verdicts();
      return told.length > delivered.length && told.at(-1)?.id === 'last' ? true : undefined;
    }, name);
    const ofTheTwo = verdicts().slice(0, -1);
    expect(ofTheTwo.map((verdict) => verdict.delivered)).toEqual(delivered);
    await road.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  });
});

describe('a report of failures', () => {
  const reports: readonly [string, string, number][] = [
    ['an empty list', '[]', 1],
    ['null', 'null', 1],
    ['an empty object', '{}', 1],
    ['no items', '{"batchItemFailures":[]}', 1],
    ['null items', '{"batchItemFailures":null}', 1],
    ['an unknown number', '{"batchItemFailures":[{"itemIdentifier":123}]}', 2],
    ['an empty identifier', '{"batchItemFailures":[{"itemIdentifier":""}]}', 2],
    ['a null identifier', '{"batchItemFailures":[{"itemIdentifier":null}]}', 2],
    ['a wrong key', '{"batchItemFailures":[{"foo":123}]}', 2],
    ['a wrong key with null', '{"batchItemFailures":[{"foo":null}]}', 2],
  ];
  test.each(reports)('%s: %s means %d invocation(s)', async (_what, answer, invocations) => {
    const FunctionName = await freshFunction(`exports.handler = async () => (${answer});`);
    const name = `report-${FunctionName}`;
    const EventSourceArn = await road.table(name);
    const queue = road.cloud.queues.create(name);
    const UUID = await road.map({
      FunctionName,
      EventSourceArn,
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
    });
    await road.dynamodb.send(new PutItemCommand({ TableName: name, Item: { id: { S: '1' } } }));
    const ended = () =>
      road.events.filter(
        (event) => event.type === 'invocation-ended' && event.functionName === FunctionName,
      ).length;
    await eventually(async () => {
      const { LastProcessingResult } = await road.lambda.send(
        new GetEventSourceMappingCommand({ UUID }),
      );
      const isDone = invocations === 1 ? LastProcessingResult === 'OK' : queue.peek().length === 1;
      return isDone ? true : undefined;
    }, 'the batch to be done');
    expect(ended()).toBe(invocations);
    if (invocations === 2) {
      expect(JSON.parse(queue.peek()[0]?.body ?? '')).toMatchObject({
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: null },
      });
    }
  });

  test('starts the retry budget anew when the checkpoint moves', async () => {
    const FunctionName = await freshFunction(`exports.handler = async ({ Records }) => {
      console.log('SIZE ' + Records.length);
      const bad = Records.find((r) => r.dynamodb.Keys.id.S === '3');
      return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };
    };`);
    const EventSourceArn = await road.table('budget');
    const queue = road.cloud.queues.create('budget');
    for (const id of ['1', '2', '3']) {
      await road.dynamodb.send(
        new PutItemCommand({ TableName: 'budget', Item: { id: { S: id } } }),
      );
    }
    await road.map({
      FunctionName,
      EventSourceArn,
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
    });
    await eventually(() => (queue.peek().length === 1 ? true : undefined), 'the failure record');
    const sizes = road.logged(FunctionName).map((line) => line.split('SIZE ').at(-1));
    expect(sizes).toEqual(['3', '1', '1']);
    const record = JSON.parse(queue.peek()[0]?.body ?? '');
    expect(record).toMatchObject({
      requestContext: { approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(record.DDBStreamBatchInfo.startSequenceNumber).toBe(
      record.DDBStreamBatchInfo.endSequenceNumber,
    );
  });
});

describe('what arrives', () => {
  const isoSeconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

  test('the event has the recorded members, in the recorded order, and a fractional time', async () => {
    const EventSourceArn = await road.table('shape');
    // The function sees a number; only the text that it is sent shows the fraction.
    road.cloud.injectFault('echo', { match: '.0,"Keys"', kind: 'slow', delayMs: 1, times: 1 });
    await road.map({ FunctionName: 'echo', EventSourceArn });
    await road.dynamodb.send(
      new PutItemCommand({
        TableName: 'shape',
        Item: { id: { S: 'shaped' }, binary: { B: Buffer.from('foobar') }, n: { N: '1.50' } },
      }),
    );
    const line = await eventually(
      () => road.logged('echo').find((one) => one.includes('"shaped"')),
      'the event',
    );
    expect(road.events.some(({ type }) => type === 'fault-injected')).toBe(true);
    expect(Object.keys(JSON.parse(line.split('GOT ')[1] ?? ''))).toEqual(['Records']);
    const [record] = JSON.parse(line.split('GOT ')[1] ?? '').Records;
    expect(Object.keys(record)).toEqual([
      'eventID',
      'eventName',
      'eventVersion',
      'eventSource',
      'awsRegion',
      'dynamodb',
      'eventSourceARN',
    ]);
    expect(Object.keys(record.dynamodb)).toEqual([
      'ApproximateCreationDateTime',
      'Keys',
      'NewImage',
      'SequenceNumber',
      'SizeBytes',
      'StreamViewType',
    ]);
    expect(record).toMatchObject({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: EventSourceArn,
      dynamodb: {
        NewImage: { binary: { B: 'Zm9vYmFy' }, n: { N: '1.5' } },
        SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
        SizeBytes: 31,
      },
    });
  });

  test('the failure record has the recorded members, in the recorded order', async () => {
    const FunctionName = await freshFunction(
      "exports.handler = async () => { throw new Error('no'); };",
    );
    const EventSourceArn = await road.table('failing');
    const topic = road.cloud.topics.create('failures');
    const queue = road.cloud.queues.create('failures');
    road.cloud.topics.subscribe(topic.arn, queue.arn, true);
    road.cloud.buckets.create('failures');
    await road.map({
      FunctionName,
      EventSourceArn,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: topic.arn } },
    });
    await road.fn('other', "exports.handler = async () => { throw new Error('no'); };");
    const uuid = await road.map({
      FunctionName: 'other',
      EventSourceArn,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } },
    });
    await road.dynamodb.send(
      new PutItemCommand({ TableName: 'failing', Item: { id: { S: '1' } } }),
    );
    const body = await eventually(() => queue.peek()[0]?.body, 'the record by way of the topic');
    const record = JSON.parse(body);
    expect(Object.keys(record)).toEqual([
      'requestContext',
      'responseContext',
      'version',
      'timestamp',
      'DDBStreamBatchInfo',
    ]);
    expect(record).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        approximateArrivalOfFirstRecord: expect.stringMatching(isoSeconds),
        approximateArrivalOfLastRecord: expect.stringMatching(isoSeconds),
        batchSize: 1,
        streamArn: EventSourceArn,
      },
    });
    const object = await eventually(
      () => [...road.cloud.buckets.objects('failures').values()][0],
      'the record in the bucket',
    );
    const { shardId } = record.DDBStreamBatchInfo;
    expect(object.key).toMatch(
      new RegExp(
        `^aws/lambda/${uuid}/${shardId}/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}$`,
      ),
    );
    const { payload } = JSON.parse(object.body.toString());
    expect(JSON.parse(payload).Records).toHaveLength(1);
  });
});
