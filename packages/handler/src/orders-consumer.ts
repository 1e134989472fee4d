import { type Change, functionEnvironment, type Order, orderSchema } from '@millrace/shared';
import { createConsumer, type StreamHandler } from './consumer/create-consumer.js';
import type { ReactionContext } from './consumer/reaction.js';
import type { Park } from './parking/parked-record.js';
import { createQueueParking } from './parking/queue-parking.js';
import { createAudit } from './reactions/audit.js';
import { createNotify } from './reactions/notify.js';
import { createProject } from './reactions/project.js';

type Environment = Readonly<Record<string, string | undefined>>;
type OrderReaction = (change: Change<Order>, context: ReactionContext) => Promise<void>;

/**
 * The consumer of the Orders table. A reaction is part of it when its variable is set, the audit
 * always; see `functionEnvironment`. The audit comes last: its line says that the change was handled.
 */
export function createOrdersConsumer(environment: Environment): StreamHandler {
  const hidden = environment[functionEnvironment.redactedAttributes]?.split(',') ?? [];
  const audit = createAudit(hidden);
  const effects = createEffects(environment);
  const react: OrderReaction = async (change, context) => {
    for (const effect of effects) await effect(change, context);
    audit(change, context);
  };
  const park = createPark(environment);
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

function createEffects(environment: Environment): readonly OrderReaction[] {
  const tableName = environment[functionEnvironment.projectionTableName];
  const eventBusName = environment[functionEnvironment.eventBusName];
  return [
    ...(tableName ? [createProject({ tableName })] : []),
    ...(eventBusName ? [createNotify({ eventBusName })] : []),
  ];
}

function createPark(environment: Environment): Park | undefined {
  const queueUrl = environment[functionEnvironment.parkingQueueUrl];
  const bucketName = environment[functionEnvironment.parkingBucketName];
  if (!queueUrl) return undefined;
  return createQueueParking({ queueUrl, ...(bucketName ? { bucketName } : {}) });
}
