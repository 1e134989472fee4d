import type {
  ChangeKind,
  ChangeRow,
  FailureState,
  Flow,
  Frame,
  Hello,
  Outcome,
  Second,
  ShardState,
  Story,
} from '../../src/contract/contract.js';

/** What the generated road is like. */
export type Weather = 'empty' | 'calm' | 'busy' | 'troubled';

export const tableName = 'orders-dev';
const functionName = 'orders-consumer-dev';
const mappingUuid = '7d1c3a52-6c0e-4f9a-9f3d-3f6f0d2b8a11';
const failureQueue = 'orders-failures-dev';
const pattern =
  '{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"status":{"S":["PAID","SHIPPED","DELIVERED","CANCELLED"]}}}}';

const shardId = (index: number) => `shardId-0000001764000000000${index}-4f2a9c1${index}`;
const statuses = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED'] as const;

/** A moment that is the same in every run, so that pictures are too. */
export const start = Date.UTC(2026, 10, 24, 12, 0, 0);

function outcomeOf(index: number, weather: Weather): Outcome {
  if (weather === 'troubled' && index % 7 === 3) return 'discarded';
  if (weather === 'troubled' && index % 7 === 5) return 'retrying';
  return index % 5 === 2 ? 'filtered' : 'handled';
}

function kindOf(index: number): ChangeKind {
  if (index % 11 === 10) return 'expire';
  if (index % 6 === 5) return 'remove';
  return index % 3 === 0 ? 'insert' : 'modify';
}

/** In trouble come the longest texts, too: a page must hold them. */
const longDifference = { path: 'note', before: 'x'.repeat(200), after: 'y '.repeat(100) };

function keyOf(index: number, weather: Weather): string {
  const key = `order-${String((index * 7) % 48).padStart(4, '0')}`;
  return weather === 'troubled' && index % 4 === 1 ? key.repeat(20) : key;
}

/** The change number `index`, counted from the beginning of the road. */
export function generatedChange(index: number, weather: Weather): ChangeRow {
  const kind = kindOf(index);
  const outcome = outcomeOf(index, weather);
  const status = statuses[index % 4] ?? 'PLACED';
  const before = statuses[(index + 3) % 4] ?? 'PLACED';
  return {
    sequence: String(100_000_000_000_000_000_000n + BigInt(index) * 17n),
    tableName,
    shardId: shardId(index % 4),
    key: keyOf(index, weather),
    kind,
    at: start + index * 40,
    difference:
      kind === 'insert'
        ? [
            { path: 'status', after: 'PLACED' },
            { path: 'total', after: '1900' },
          ]
        : kind === 'modify'
          ? [
              ...(weather === 'troubled' && index % 4 === 1 ? [longDifference] : []),
              { path: 'status', before, after: status },
              { path: 'version', before: '2', after: '3' },
            ]
          : [],
    outcome,
    attempts: outcome === 'discarded' ? 3 : outcome === 'retrying' ? 2 : 1,
    ...(outcome === 'handled' ? { latency: 5 + ((index * 13) % 9) } : {}),
  };
}

function generatedShards(weather: Weather, written: number): readonly ShardState[] {
  const open = [0, 1, 2, 3].map(
    (index): ShardState => ({
      id: shardId(index),
      state: 'open',
      read: Math.floor(written / 4),
      position: '100000000000000001234',
      iteratorAge: 2 + index,
    }),
  );
  if (weather !== 'troubled') return open;
  const [parent, ...rest] = open;
  if (parent === undefined) return open;
  const child = (index: number): ShardState => ({
    id: shardId(index),
    parentId: parent.id,
    state: 'open',
    read: 12,
    iteratorAge: 4_200,
  });
  return [{ ...parent, state: 'closed' }, child(7), child(8), ...rest];
}

const failure = (index: number): FailureState => ({
  messageId: `b7c0-${index}`,
  at: start + index * 1_000,
  condition: 'RetryAttemptsExhausted',
  shardId: shardId(1),
  firstSequence: '100000000000000000017',
  lastSequence: '100000000000000000017',
  records: 1,
  attempts: 3,
});

function flowOf(changes: readonly ChangeRow[], each: number): readonly Flow[] {
  return changes.flatMap(({ kind, shardId: shard, outcome }): Flow[] => {
    const flow = { tableName, kind, count: each };
    const known = { ...flow, ...(shard === undefined ? {} : { shardId: shard }) };
    const way: readonly Flow['step'][] =
      outcome === 'filtered'
        ? ['write', 'read', 'filter']
        : outcome === 'handled'
          ? ['write', 'read', 'deliver', 'handle']
          : ['write', 'read', 'deliver', 'retry', 'discard'];
    return way.map((step) => ({ ...(step === 'write' ? flow : known), step }));
  });
}

/** One second of the road. */
export function generatedSecond(index: number, weather: Weather): Second {
  const rate = weather === 'busy' ? 1_000 : 24;
  const written = Math.round(rate * (1 + 0.25 * Math.sin(index / 19)));
  const filtered = Math.round(written / 5);
  const trouble = weather === 'troubled' && index % 60 < 20;
  return {
    at: start + (index - 600) * 1_000,
    written,
    filtered,
    handled: written - filtered - (trouble ? 6 : 0),
    retried: trouble ? 6 : 0,
    discarded: trouble && index % 10 === 0 ? 2 : 0,
    latencyP50: 6 + 2 * Math.sin(index / 31),
    latencyP95: 14 + 6 * Math.sin(index / 23) + (trouble ? 900 : 0),
    iteratorAge: trouble ? 4_200 : 3 + Math.abs(2 * Math.sin(index / 11)),
  };
}

/** The frame number `index`. */
export function generatedFrame(index: number, weather: Weather): Frame {
  const at = start + index * 250;
  const many = weather === 'busy' ? 12 : 4;
  const each = weather === 'busy' ? 21 : 1;
  const changes =
    weather === 'empty'
      ? []
      : Array.from({ length: many }, (_, offset) =>
          generatedChange(index * many + offset, weather),
        );
  const written = weather === 'empty' ? 0 : (index + 1) * many * each;
  const filteredOut = Math.round(written / 5);
  const troubled = weather === 'troubled';
  return {
    at,
    changes,
    flow: flowOf(changes, each),
    seconds: index > 0 && index % 4 === 0 ? [generatedSecond(600 + index / 4, weather)] : [],
    road: {
      tables: [
        {
          name: tableName,
          written,
          streamArn: `arn:aws:dynamodb:eu-central-1:000000000000:table/${tableName}/stream/2026-11-24T12:00:00.000`,
          openShards: generatedShards(weather, written)
            .filter(({ state }) => state === 'open')
            .map(({ id }) => id),
        },
      ],
      mappings: [
        {
          uuid: mappingUuid,
          tableName,
          functionName,
          state: 'Enabled',
          lastResult: troubled ? 'PROBLEM: Function call failed' : 'OK',
          batchSize: 100,
          windowSeconds: 0,
          parallelizationFactor: 2,
          maximumRetryAttempts: 2,
          bisect: true,
          patterns: ['{"eventName":["INSERT","REMOVE"]}', pattern],
          destinationArn: `arn:aws:sqs:eu-central-1:000000000000:${failureQueue}`,
          shards: generatedShards(weather, written),
          unread: troubled ? 1_240 : 0,
          waiting: troubled ? 86 : weather === 'busy' ? 31 : 0,
          inFlight: weather === 'empty' ? 0 : 4,
          retrying: troubled ? 3 : 0,
          read: written,
          filteredOut,
          handled: written - filteredOut,
          discarded: troubled ? 2 : 0,
          gaps: 0,
          lanes: troubled
            ? [
                {
                  shardId: shardId(1),
                  lane: 0,
                  phase: 'waiting',
                  records: 3,
                  attempt: 2,
                  reason: 'Function call failed',
                },
                { shardId: shardId(2), lane: 1, phase: 'running', records: 12, attempt: 1 },
              ]
            : weather === 'empty'
              ? []
              : [{ shardId: shardId(2), lane: 0, phase: 'running', records: 4, attempt: 1 }],
        },
      ],
      functions: [
        {
          name: functionName,
          running: weather === 'empty' ? 0 : 1,
          invocations: weather === 'empty' ? 0 : 40 + index,
          coldStarts: weather === 'empty' ? 0 : 1,
          errors: troubled ? 9 : 0,
          ...(weather === 'empty' ? {} : { durationP50: 3.1, durationP95: 9.4 }),
          ...(troubled
            ? { lastError: 'InjectedFault: the function was told to fail for order-0012' }
            : {}),
          faults: troubled ? [{ id: '1', kind: 'error', match: 'order-0012', hits: 9 }] : [],
        },
      ],
      queues: [
        {
          name: failureQueue,
          url: `http://127.0.0.1:8000/000000000000/${failureQueue}`,
          role: 'failure',
          messages: troubled ? 2 : 0,
          failures: troubled ? [failure(1), failure(2)] : [],
        },
        {
          name: 'orders-parking-dev',
          url: 'http://127.0.0.1:8000/000000000000/orders-parking-dev',
          role: 'parking',
          messages: troubled ? 1 : 0,
          failures: [],
        },
      ],
      reactions:
        weather === 'empty'
          ? []
          : [
              {
                name: 'Log lines',
                effects: written - filteredOut,
                last: 'order-0021 changed: status PAID → SHIPPED',
              },
              { name: 'Writes to orders-by-customer-dev', effects: written - filteredOut },
            ],
    },
  };
}

/** The first event of a connection. */
export function generatedHello(index: number, weather: Weather): Hello {
  return {
    endpoint: 'http://127.0.0.1:8000',
    region: 'eu-central-1',
    ordersTable: tableName,
    frame: generatedFrame(index, weather),
    history:
      weather === 'empty'
        ? []
        : Array.from({ length: 600 }, (_, second) => generatedSecond(second, weather)),
  };
}

/** The story of a change that needed two calls. */
export function generatedStory(row: ChangeRow): Story {
  const at = row.at;
  return {
    row,
    difference: row.difference,
    record: {
      eventID: '5d41402abc4b2a76b9719d911017c592',
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-central-1',
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(at / 1_000),
        Keys: { orderId: { S: row.key } },
        NewImage: { orderId: { S: row.key }, status: { S: 'PAID' } },
        OldImage: { orderId: { S: row.key }, status: { S: 'PLACED' } },
        SequenceNumber: row.sequence,
        SizeBytes: 73,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    },
    steps: [
      { type: 'written', at },
      { type: 'read', at: at + 2, shardId: row.shardId ?? shardId(0), iteratorAge: 2 },
      {
        type: 'filter',
        at: at + 2,
        passed: true,
        verdicts: [
          {
            pattern: '{"eventName":["INSERT","REMOVE"]}',
            matched: false,
            leaves: [
              {
                path: 'eventName',
                matched: false,
                reason: 'eventName is "MODIFY", wanted one of "INSERT", "REMOVE"',
              },
            ],
          },
          {
            pattern,
            matched: true,
            leaves: [
              { path: 'eventName', matched: true, reason: 'eventName is "MODIFY"' },
              {
                path: 'dynamodb.NewImage.status.S',
                matched: true,
                reason: 'dynamodb.NewImage.status.S is "PAID"',
              },
            ],
          },
        ],
      },
      {
        type: 'delivered',
        at: at + 3,
        attempt: 1,
        batchSize: 12,
        requestId: '3f6f0d2b-8a11-4f9a-9f3d-7d1c3a526c0e',
        duration: 4,
        outcome: 'failed',
        reason: 'InjectedFault',
        log: ['{"level":"ERROR","message":"told to fail"}'],
      },
      { type: 'retried', at: at + 7, delay: 1_000 },
      {
        type: 'delivered',
        at: at + 1_008,
        attempt: 2,
        batchSize: 12,
        requestId: '8a11-3f6f0d2b',
        duration: 3,
        outcome: 'succeeded',
        log: [`{"level":"INFO","message":"order updated","orderId":"${row.key}"}`],
      },
      {
        type: 'reaction',
        at: at + 1_010,
        name: 'Written to orders-by-customer-dev',
        text: 'customer-1',
      },
    ],
  };
}
