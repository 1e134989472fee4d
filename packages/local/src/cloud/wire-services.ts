import type { Buckets } from '../bucket/buckets.js';
import { createS3Service } from '../bucket/s3-service.js';
import type { Buses } from '../bus/buses.js';
import { createEventBridgeService } from '../bus/eventbridge-service.js';
import type { EventLog } from '../inspection/event-log.js';
import { createInspectionService } from '../inspection/inspection-service.js';
import { takeSnapshot } from '../inspection/snapshot.js';
import type { Functions } from '../lambda/functions.js';
import { createLambdaService } from '../lambda/lambda-service.js';
import type { Mappings } from '../lambda/mappings.js';
import type { Queues } from '../queue/queues.js';
import { createSqsService } from '../queue/sqs-service.js';
import type { LambdaRuntime } from '../runtime/lambda-runtime.js';
import { createSnsService } from '../topic/sns-service.js';
import type { Topics } from '../topic/topics.js';
import type { AwsService } from '../wire/aws-service.js';
import type { CloudClients } from './cloud-clients.js';
import type { CloudEvents } from './cloud-event.js';

/** What the services of the local cloud are made of. */
export interface WireParts {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly buses: Buses;
  readonly runtime: LambdaRuntime;
  readonly clients: CloudClients;
  readonly events: CloudEvents;
  readonly log: EventLog;
  readonly splitShard: (tableName: string, shardId?: string) => Promise<void>;
  readonly rollShards: (tableName: string) => Promise<void>;
  readonly token: string | undefined;
}

/** Every service but the tables, in the order in which they are asked for a request. */
export function wireServices(parts: WireParts): readonly AwsService[] {
  const { endpoint, region, accountId, functions, mappings, queues, clients, events } = parts;
  const { token, ...inspected } = parts;
  return [
    createInspectionService({
      ...inspected,
      snapshot: () => takeSnapshot({ ...parts, dynamodb: clients.dynamodb() }),
      ...(token === undefined ? {} : { token }),
    }),
    createSqsService(queues, (name) => `${endpoint}/${accountId}/${name}`),
    createSnsService(parts.topics),
    createEventBridgeService(parts.buses),
    createS3Service(parts.buckets, region),
    createLambdaService(functions, mappings, {
      onGivenUp: ({ name }, reason) =>
        events.tell({ type: 'fault', where: `function ${name}`, error: new Error(reason) }),
    }),
  ];
}
