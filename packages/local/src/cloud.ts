import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DescribeStreamCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb-streams';
import {
  AwsStreamSource,
  type CheckpointStore,
  createEventSourceMapping,
  type EventSourceMapping,
  FileCheckpoints,
  failureDestination,
  MemoryCheckpoints,
} from '@millrace/mapping';
import { CloudClients } from './cloud-clients.js';
import { CloudEvents, type CloudListener } from './cloud-event.js';
import { LocalError, messageOf } from './errors.js';
import { FunctionInvoker } from './lambda/function-invoker.js';
import { Functions } from './lambda/functions.js';
import { createLambdaService } from './lambda/lambda-service.js';
import { type MappingPlan, Mappings } from './lambda/mappings.js';
import { Queues } from './queue/queues.js';
import { createSqsService } from './queue/sqs-service.js';
import type { Fault } from './runtime/faults.js';
import { LambdaRuntime } from './runtime/lambda-runtime.js';
import { type HttpServer, startHttpServer } from './server/http-server.js';
import { bringUpStack } from './stack/bring-up.js';
import { readStackFile, type StackFile } from './stack/stack-file.js';
import { reportSupport, type StackReport } from './stack/support.js';
import { StreamBells } from './stream-bells.js';
import { createTableService, type TableService } from './table/index.js';

/** How to bring the local cloud up. Everything has a default. */
export interface CloudOptions {
  /** The synthesized `cdk.tf.json`. Without it the cloud starts empty. */
  readonly stackFile?: string;
  /** 127.0.0.1 when left out; anything else opens the cloud to the network. */
  readonly host?: string;
  /** A free port when left out. */
  readonly port?: number;
  /** Host names beside `localhost` and IP literals that clients may use. */
  readonly allowedHosts?: readonly string[];
  /** The stack's region when left out, else `us-east-1`. */
  readonly region?: string;
  /** Twelve digits; zeros when left out. */
  readonly accountId?: string;
  /** Keeps tables, streams and checkpoints there. In memory when left out. */
  readonly dataDir?: string;
  /** Open shards that a new stream begins with. */
  readonly shardsPerTable?: number;
  /** Children of all functions that may run at once. */
  readonly accountConcurrency?: number;
  /** Hears everything from the first moment on. */
  readonly onEvent?: CloudListener;
}

/** The laptop's cloud, running. */
export interface Cloud {
  /** What goes into `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The stack's outputs, resolved. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What of the stack has no counterpart here. */
  readonly report: StackReport;
  readonly tables: TableService;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly mappings: Mappings;
  /** Hears everything that happens from now on; call the result to stop. */
  on(listener: CloudListener): () => void;
  /** Makes coming invocations fail, crash or wait; call the result to end it. */
  injectFault(functionName: string, fault: Fault): () => void;
  /** Splits a shard of the table's stream, as a growing partition does. */
  splitShard(tableName: string, shardId?: string): Promise<void>;
  /** Closes all open shards and opens their children, as happens every few hours. */
  rollShards(tableName: string): Promise<void>;
  /** Ends everything: mappings (waiting for what runs, unless `finish` is false), children, the port. */
  stop(options?: { readonly finish?: boolean }): Promise<void>;
}

/**
 * Brings the local cloud up: one endpoint for DynamoDB, DynamoDB Streams, Lambda and SQS, and the
 * stack on it. When anything fails, nothing is left running.
 *
 * @throws LocalError with a stable code: `PORT_TAKEN`, `DATA_FOLDER_UNUSABLE`, `STACK_…`, and more.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const undo: (() => Promise<void> | void)[] = [];
  const unwind = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await build(options, undo, unwind);
  } catch (thrown) {
    await unwind();
    throw thrown;
  }
}

async function build(
  options: CloudOptions,
  undo: (() => Promise<void> | void)[],
  unwind: () => Promise<void>,
): Promise<Cloud> {
  const stack =
    options.stackFile === undefined ? undefined : await readStackFile(resolve(options.stackFile));
  const region = options.region ?? stack?.region ?? 'us-east-1';
  const accountId = options.accountId ?? '000000000000';
  const place = { region, accountId };
  const events = new CloudEvents();
  if (options.onEvent !== undefined) events.on(options.onEvent);

  const server = await startServer(options, events);
  undo.push(() => server.close());
  const { endpoint } = server;
  const folder = await workFolder(options.dataDir, undo);
  const clients = new CloudClients(endpoint, region);
  undo.push(() => clients.close());
  const bells = new StreamBells();
  const tables = await startTables(options, place, events, bells);
  undo.push(() => tables.close());
  const queues = new Queues({ ...place, observe: (sent) => events.tell(sent) });
  undo.push(() => queues.close());
  const runtime = await LambdaRuntime.start({
    cloud: { endpoint, region },
    observe: (event) => events.tell(event),
    ...(options.accountConcurrency === undefined
      ? {}
      : { accountConcurrency: options.accountConcurrency }),
  });
  undo.push(() => runtime.stop());
  const functions = new Functions({ ...place, runtime, folder: join(folder, 'functions') });
  const checkpoints = new Checkpoints(options.dataDir);
  const mappings = new Mappings({
    ...place,
    functions,
    open: (plan) => openMapping(plan, { functions, clients, checkpoints, events, bells }),
    forget: (uuid) => checkpoints.forget(uuid),
    streamExists: (arn) => streamExists(clients, arn),
    onFault: (uuid, error) => events.tell({ type: 'fault', where: `mapping ${uuid}`, error }),
  });
  let finish = false;
  undo.push(() => mappings.stop({ finish }));
  const lambda = createLambdaService(functions, mappings, {
    onGivenUp: ({ name }, reason) =>
      events.tell({ type: 'fault', where: `function ${name}`, error: new Error(reason) }),
  });
  undo.push(() => lambda.close());
  server.serve([
    tables,
    createSqsService(queues, (name) => `${endpoint}/${accountId}/${name}`),
    lambda,
  ]);

  const outputs = await setUp(stack, {
    ...place,
    endpoint,
    dynamodb: clients.dynamodb(),
    queues,
    functions,
    runtime,
    mappings,
  });
  const ring = async (tableName: string, change: Promise<void>): Promise<void> => {
    await change;
    bells.ring(tableName);
  };
  return {
    endpoint,
    ...place,
    outputs,
    report: reportSupport(stack?.resources ?? []),
    tables,
    functions,
    queues,
    mappings,
    on: (listener) => events.on(listener),
    injectFault: (functionName, fault) => runtime.injectFault(functionName, fault),
    splitShard: (name, shardId) => ring(name, tables.splitShard(name, shardId)),
    rollShards: (name) => ring(name, tables.rollShards(name)),
    stop: async (stopping = {}) => {
      finish = stopping.finish ?? true;
      await unwind();
    },
  };
}

function startServer(options: CloudOptions, events: CloudEvents): Promise<HttpServer> {
  return startHttpServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onFault: (error, { method, url }) =>
      events.tell({ type: 'fault', where: `${method} ${url}`, error }),
    ...(options.allowedHosts === undefined ? {} : { allowedHosts: options.allowedHosts }),
  });
}

async function workFolder(
  dataDir: string | undefined,
  undo: (() => Promise<void> | void)[],
): Promise<string> {
  try {
    if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
    // Bundles come from the stack or from a client anew each time: they need not outlive the cloud.
    const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  } catch (cause) {
    throw new LocalError(
      'DATA_FOLDER_UNUSABLE',
      `Could not make a folder to work in: ${messageOf(cause)}. Free some disk space, or name a data folder that can be written.`,
      { cause },
    );
  }
}

async function startTables(
  options: CloudOptions,
  place: { readonly region: string; readonly accountId: string },
  events: CloudEvents,
  bells: StreamBells,
): Promise<TableService> {
  const dataDir = options.dataDir === undefined ? undefined : join(options.dataDir, 'tables');
  try {
    return await createTableService({
      ...place,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(options.shardsPerTable === undefined ? {} : { shardsPerTable: options.shardsPerTable }),
      onWrite: (write) => {
        const tableName = write.table.TableName;
        events.tell({ type: 'item-written', tableName, write });
        if (write.sequenceNumber !== undefined) bells.ring(tableName);
      },
      onFault: (error, where) => events.tell({ type: 'fault', where, error }),
    });
  } catch (cause) {
    throw new LocalError(
      'DATA_FOLDER_UNUSABLE',
      `The tables in ${dataDir ?? 'memory'} could not be opened: ${messageOf(cause)}. Stop the other program that uses the folder, free some disk space, or name another data folder.`,
      { cause },
    );
  }
}

async function setUp(
  stack: StackFile | undefined,
  services: Parameters<typeof bringUpStack>[1],
): Promise<Readonly<Record<string, unknown>>> {
  return stack === undefined ? {} : bringUpStack(stack, services);
}

/** Where each mapping's checkpoint is kept: in files under the data folder, or in memory. */
class Checkpoints {
  readonly #folder: string | undefined;
  readonly #stores = new Map<string, CheckpointStore>();

  constructor(dataDir: string | undefined) {
    this.#folder = dataDir === undefined ? undefined : join(dataDir, 'checkpoints');
  }

  of(uuid: string): CheckpointStore {
    const store = this.#stores.get(uuid) ?? this.#open(uuid);
    this.#stores.set(uuid, store);
    return store;
  }

  async forget(uuid: string): Promise<void> {
    this.#stores.delete(uuid);
    if (this.#folder !== undefined) await rm(this.#path(this.#folder, uuid), { force: true });
  }

  #open(uuid: string): CheckpointStore {
    return this.#folder === undefined
      ? new MemoryCheckpoints()
      : new FileCheckpoints(this.#path(this.#folder, uuid));
  }

  #path(folder: string, uuid: string): string {
    return join(folder, `${uuid}.json`);
  }
}

interface MappingParts {
  readonly functions: Functions;
  readonly clients: CloudClients;
  readonly checkpoints: Checkpoints;
  readonly events: CloudEvents;
  readonly bells: StreamBells;
}

function openMapping(plan: MappingPlan, parts: MappingParts): EventSourceMapping {
  const { uuid, eventSourceArn, functionArn, settings, destinationArn } = plan;
  return createEventSourceMapping({
    uuid,
    settings,
    functionArn,
    source: new AwsStreamSource({ client: parts.clients.streams(), streamArn: eventSourceArn }),
    invoker: new FunctionInvoker(parts.functions, functionArn),
    checkpoints: parts.checkpoints.of(uuid),
    wakeUps: parts.bells.of(eventSourceArn.split('/')[1] ?? ''),
    observe: (event) =>
      parts.events.tell({ type: 'mapping', mappingUuid: uuid, functionArn, event }),
    ...(destinationArn === undefined
      ? {}
      : { destination: failureDestination(destinationArn, parts.clients) }),
  });
}

async function streamExists(clients: CloudClients, streamArn: string): Promise<boolean> {
  try {
    await clients.streams().send(new DescribeStreamCommand({ StreamArn: streamArn, Limit: 1 }));
    return true;
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return false;
    throw thrown;
  }
}
