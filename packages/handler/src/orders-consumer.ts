import { type Change, functionEnvironment, type Order, orderSchema } from '@millrace/shared';
import { createConsumer, type StreamHandler } from './consumer/create-consumer.js';
import type { ReactionContext } from './consumer/reaction.js';
import type { Park } from './parking/parked-record.js';
import { createQueueParking } from './parking/queue-parking.js';
import { createAudit } from './reactions/audit.js';
import { createLeaveCustomer } from './reactions/leave-customer.js';
import { createNotify } from './reactions/notify.js';
import { createProject } from './reactions/project.js';
import { createPutFenced, type PutFenced } from './reactions/put-fenced.js';

type Environment = Readonly<Record<string, string | undefined>>;
type OrderReaction = (change: Change<Order>, context: ReactionContext) => Promise<void>;

/**
 * The consumer of the Orders table. A reaction is part of it when its variable is set, the audit
 * always; see `functionEnvironment`. The audit comes last: its line says that the change was handled.
 */
export function createOrdersConsumer(environment: Environment): StreamHandler {
  const hidden = environment[functionEnvironment.redactedAttributes]?.split(',') ?? [];
  const audit = createAudit(hidden);
  const tableName = environment[functionEnvironment.projectionTableName];
  const put = tableName ? createPutFenced(tableName) : undefined;
  const effects = createEffects(environment, put);
  const react: OrderReaction = async (change, context) => {
    for (const effect of effects) await effect(change, context);
    audit(change, context);
  };
  const park = createPark(environment, put);
  return createConsumer({
    schema: orderSchema,
    onInsert: react,
    onModify: react,
    onRemove: react,
    onExpire: react,
    redact: hidden,
    ...(park === undefined ? {} : { park }),
  });
}

function createEffects(
  environment: Environment,
  put: PutFenced | undefined,
): readonly OrderReaction[] {
  const eventBusName = environment[functionEnvironment.eventBusName];
  return [
    ...(put ? [createProject({ put })] : []),
    ...(eventBusName ? [createNotify({ eventBusName })] : []),
  ];
}

function createPark(environment: Environment, put: PutFenced | undefined): Park | undefined {
  const queueUrl = environment[functionEnvironment.parkingQueueUrl];
  const bucketName = environment[functionEnvironment.parkingBucketName];
  if (!queueUrl) return undefined;
  const park = createQueueParking({ queueUrl, ...(bucketName ? { bucketName } : {}) });
  if (!put) return park;
  const leaveCustomer = createLeaveCustomer({ put });
  return async (parked, signal) => {
    // First, so that what fails here comes again as long as it is not set aside.
    await leaveCustomer(parked.record, signal);
    await park(parked, signal);
  };
}
