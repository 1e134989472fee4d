import type { FailureState, FaultKind } from '../contract/contract.js';

/** What every command needs to find the cloud. */
export interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/** Quotes a text for a POSIX shell when it needs it. */
export const quote = (text: string) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const json = (value: unknown) => quote(JSON.stringify(value));

const aws = ({ endpoint, region }: Place, ...words: readonly string[]) =>
  [
    'aws',
    ...words.slice(0, 2),
    '--endpoint-url',
    endpoint,
    '--region',
    region,
    ...words.slice(2),
  ].join(' ');

const millrace = ({ endpoint, region }: Place, ...words: readonly string[]) =>
  ['npx millrace', ...words, '--endpoint', endpoint, '--region', region].join(' ');

/** What a fault is asked by. */
export interface FaultRequest {
  readonly kind: FaultKind;
  readonly match: string;
  /** 0: until it is healed. */
  readonly times: number;
}

type Batch = Pick<FailureState, 'records' | 'firstSequence'>;

/** The command lines that do what the controls do. */
export const commands = {
  writeOrder: (place: Place, table: string, orderId: string, customerId: string, at: string) =>
    aws(
      place,
      'dynamodb',
      'put-item',
      '--table-name',
      quote(table),
      '--item',
      json({
        orderId: { S: orderId },
        customerId: { S: customerId },
        status: { S: 'PLACED' },
        items: {
          L: [{ M: { sku: { S: 'millstone' }, quantity: { N: '1' }, unitPrice: { N: '1900' } } }],
        },
        total: { N: '1900' },
        currency: { S: 'EUR' },
        createdAt: { S: at },
        updatedAt: { S: at },
        version: { N: '1' },
      }),
    ),
  changeOrder: (place: Place, table: string, orderId: string, status: string, at: string) =>
    aws(
      place,
      'dynamodb',
      'update-item',
      '--table-name',
      quote(table),
      '--key',
      json({ orderId: { S: orderId } }),
      '--update-expression',
      quote('SET #status = :status, updatedAt = :now ADD version :one'),
      '--condition-expression',
      quote('attribute_exists(orderId)'),
      '--expression-attribute-names',
      json({ '#status': 'status' }),
      '--expression-attribute-values',
      json({ ':status': { S: status }, ':now': { S: at }, ':one': { N: '1' } }),
    ),
  deleteOrder: (place: Place, table: string, orderId: string) =>
    aws(
      place,
      'dynamodb',
      'delete-item',
      '--table-name',
      quote(table),
      '--key',
      json({ orderId: { S: orderId } }),
    ),
  pauseMapping: (place: Place, uuid: string) =>
    aws(place, 'lambda', 'update-event-source-mapping', '--uuid', uuid, '--no-enabled'),
  resumeMapping: (place: Place, uuid: string) =>
    aws(place, 'lambda', 'update-event-source-mapping', '--uuid', uuid, '--enabled'),
  changeMapping: (place: Place, uuid: string, batchSize: number, windowSeconds: number) =>
    aws(
      place,
      'lambda',
      'update-event-source-mapping',
      '--uuid',
      uuid,
      '--batch-size',
      String(batchSize),
      '--maximum-batching-window-in-seconds',
      String(windowSeconds),
    ),
  splitShard: (place: Place, table: string, shardId: string | undefined) =>
    millrace(
      place,
      'local split',
      quote(table),
      ...(shardId === undefined ? [] : ['--shard', quote(shardId)]),
    ),
  breakFunction: (place: Place, functionName: string, { kind, match, times }: FaultRequest) =>
    millrace(
      place,
      'local break',
      quote(functionName),
      '--kind',
      kind,
      ...(match === '' ? [] : ['--match', quote(match)]),
      '--times',
      String(times),
    ),
  /** One record can be named; a larger batch is redriven with all that is in the queue. */
  redrive: (place: Place, queueUrl: string, { records, firstSequence }: Batch) =>
    millrace(
      place,
      'redrive',
      quote(queueUrl),
      ...(records === 1 ? ['--only', json({ dynamodb: { SequenceNumber: [firstSequence] } })] : []),
      '--yes',
    ),
} as const;
