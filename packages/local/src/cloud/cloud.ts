import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Buckets } from '../bucket/buckets.js';
import { Buses } from '../bus/buses.js';
import { EventLog } from '../inspection/event-log.js';
import { Functions } from '../lambda/functions.js';
import { Mappings } from '../lambda/mappings.js';
import { Queues } from '../queue/queues.js';
import type { ArmedFault, Fault } from '../runtime/faults.js';
import { LambdaRuntime } from '../runtime/lambda-runtime.js';
import { isLoopback } from '../server/foreign-request.js';
import { type PathListener, startHttpServer } from '../server/http-server.js';
import { bringUpStack } from '../stack/bring-up.js';
import { readStackFile } from '../stack/stack-file.js';
import { reportSupport, type StackReport } from '../stack/support.js';
import { createTableService, type TableService } from '../table/index.js';
import { Topics } from '../topic/topics.js';
import { CloudClients } from './cloud-clients.js';
import { CloudEvents, type CloudListener } from './cloud-event.js';
import { type CloudFolders, makeFolders, openingFolder } from './cloud-folder.js';
import { MappingCheckpoints } from './mapping-checkpoints.js';
import { openMapping, streamExists } from './open-mapping.js';
import { StreamBells } from './stream-bells.js';
import { environmentForTables, type TablesElsewhere } from './tables-elsewhere.js';
import { Teardown } from './teardown.js';
import { wireServices } from './wire-services.js';

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
  /** Keeps tables, streams, checkpoints and queues there; buckets, topics and buses are in memory always. */
  readonly dataDir?: string;
  /** Open shards that a new stream begins with. */
  readonly shardsPerTable?: number;
  /** Children of all functions that may run at once. */
  readonly accountConcurrency?: number;
  /** The stack's tables are taken from there instead of being made here. They are never changed. */
  readonly tablesAt?: TablesElsewhere;
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
  readonly topics: Topics;
  readonly buckets: Buckets;
  /** What was published can be seen here, and publishing be made to fail. */
  readonly buses: Buses;
  /**
   * What a change over `/_millrace/` has to carry as `x-millrace-token`. Set when the cloud listens
   * on more than this machine.
   */
  readonly token: string | undefined;
  /** Hears everything that happens from now on; call the result to stop. */
  on(listener: CloudListener): () => void;
  /** Makes coming invocations fail, crash or wait; call the result to end it. */
  injectFault(functionName: string, fault: Fault): () => void;
  /** The function's faults that are not used up, whoever armed them. */
  faultsOf(functionName: string): readonly ArmedFault[];
  /** Ends all faults of a function; answers how many there were. */
  clearFaults(functionName: string): number;
  /** Splits a shard of the table's stream, as a growing partition does. */
  splitShard(tableName: string, shardId?: string): Promise<void>;
  /** Closes all open shards and opens their children, as happens every few hours. */
  rollShards(tableName: string): Promise<void>;
  /**
   * Hands requests whose path begins with `prefix` to a listener that answers them by itself, as the
   * console does. Another web page's requests never reach it. Call the result to end it.
   */
  mount(prefix: string, listener: PathListener): () => void;
  /** Ends everything: mappings (waiting for what runs, unless `finish` is false), children, the port. */
  stop(options?: { readonly finish?: boolean }): Promise<void>;
}

/**
 * Brings the local cloud up: one endpoint for DynamoDB, DynamoDB Streams, Lambda, SQS, SNS, S3 and
 * EventBridge, and the stack on it. When anything fails, nothing is left running.
 *
 * @throws LocalError with a stable code: `PORT_TAKEN`, `DATA_FOLDER_UNUSABLE`, `STACK_…`, and more.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const teardown = new Teardown();
  try {
    return await build(options, teardown);
  } catch (thrown) {
    // What stopped the start is what the user has to mend; a fault on the way down would hide it.
    await teardown.run().catch(() => undefined);
    throw thrown;
  }
}

async function build(options: CloudOptions, teardown: Teardown): Promise<Cloud> {
  const stack =
    options.stackFile === undefined ? undefined : await readStackFile(resolve(options.stackFile));
  const region = options.region ?? stack?.region ?? 'us-east-1';
  const accountId = options.accountId ?? '000000000000';
  const place = { region, accountId };
  const events = new CloudEvents();
  if (options.onEvent !== undefined) events.on(options.onEvent);
  const log = new EventLog();
  events.on((event) => log.add(event));

  const host = options.host ?? '127.0.0.1';
  const server = await startHttpServer({
    host,
    port: options.port ?? 0,
    onFault: (error, { method, url }) =>
      events.tell({ type: 'fault', where: `${method} ${url}`, error }),
    ...(options.allowedHosts === undefined ? {} : { allowedHosts: options.allowedHosts }),
  });
  teardown.add(() => server.close());
  const { endpoint } = server;
  const folders = await makeFolders(options.dataDir, teardown);
  const clients = new CloudClients(endpoint, region, options.tablesAt);
  teardown.add(() => clients.close());

  const bells = new StreamBells();
  const tables = await openingFolder('tables', () =>
    openTables({ ...options, ...place }, folders, events, bells),
  );
  teardown.add(() => tables.close());
  const queues = await openingFolder(
    'queues',
    () => new Queues({ ...place, folder: folders.queues, observe: (event) => events.tell(event) }),
  );
  teardown.add(() => queues.close());
  const topics = new Topics({ ...place, queues, observe: (event) => events.tell(event) });
  const buses = new Buses({ ...place, observe: (event) => events.tell(event) });
  const buckets = new Buckets();
  const runtime = await LambdaRuntime.start({
    cloud: { endpoint, region, ...(await elsewhere(options, clients, region)) },
    observe: (event) => events.tell(event),
    ...(options.accountConcurrency === undefined
      ? {}
      : { accountConcurrency: options.accountConcurrency }),
  });
  teardown.add(() => runtime.stop());
  const functions = new Functions({ ...place, runtime, folder: folders.functions });
  const checkpoints = new MappingCheckpoints(folders.checkpoints);
  const heard = options.tablesAt === undefined ? bells : undefined;
  const mappings = new Mappings({
    ...place,
    functions,
    open: (plan) => openMapping(plan, { functions, clients, checkpoints, events, bells: heard }),
    forget: (uuid) => checkpoints.forget(uuid),
    streamExists: (arn) => streamExists(clients, arn),
    onFault: (uuid, error) => events.tell({ type: 'fault', where: `mapping ${uuid}`, error }),
  });

  const splitShard = async (name: string, shardId?: string): Promise<void> => {
    await tables.splitShard(name, shardId);
    bells.ring(name);
  };
  const rollShards = async (name: string): Promise<void> => {
    await tables.rollShards(name);
    bells.ring(name);
  };
  const token = isLoopback(host) ? undefined : randomBytes(16).toString('hex');
  const parts = { ...place, endpoint, functions, mappings, queues, topics, buckets, buses };
  const services = wireServices({
    ...parts,
    runtime,
    clients,
    events,
    log,
    splitShard,
    rollShards,
    token,
  });
  for (const service of services) teardown.add(() => service.close());
  let finish = false;
  // Before its services are: what a mapping finishes, it writes to queues, topics and buckets.
  teardown.add(() => mappings.stop({ finish }));
  server.serve([...services, tables]);

  const outputs =
    stack === undefined
      ? {}
      : await bringUpStack(stack, {
          ...parts,
          runtime,
          dynamodb: clients.dynamodb(),
          takesTables: options.tablesAt !== undefined,
          tablesFolder: folders.tables,
        });
  return {
    ...parts,
    outputs,
    report: stack === undefined ? { notNeeded: [], unsupported: [] } : reportSupport(stack),
    tables,
    token,
    on: (listener) => events.on(listener),
    injectFault: (functionName, fault) => runtime.injectFault(functionName, fault),
    faultsOf: (functionName) => runtime.faultsOf(functionName),
    clearFaults: (functionName) => runtime.clearFaults(functionName),
    splitShard,
    rollShards,
    mount: (prefix, listener) => server.mount(prefix, listener),
    stop: async (stopping = {}) => {
      finish = stopping.finish ?? true;
      await teardown.run();
    },
  };
}

async function elsewhere({ tablesAt }: CloudOptions, clients: CloudClients, region: string) {
  if (tablesAt === undefined) return {};
  return {
    environment: await environmentForTables(
      tablesAt,
      clients.dynamodb().config.credentials,
      region,
    ),
  };
}

function openTables(
  options: Pick<CloudOptions, 'shardsPerTable'> & {
    readonly region: string;
    readonly accountId: string;
  },
  folders: CloudFolders,
  events: CloudEvents,
  bells: StreamBells,
): Promise<TableService> {
  const { region, accountId, shardsPerTable } = options;
  return createTableService({
    region,
    accountId,
    ...(folders.tables === undefined ? {} : { dataDir: folders.tables }),
    ...(shardsPerTable === undefined ? {} : { shardsPerTable }),
    onWrite: (write) => {
      const tableName = write.table.TableName;
      events.tell({ type: 'item-written', tableName, write });
      if (write.sequenceNumber !== undefined) bells.ring(tableName);
    },
    onFault: (error, where) => events.tell({ type: 'fault', where, error }),
  });
}
