import type { Cloud } from '../../cloud/cloud.js';
import { AwsError } from '../../wire/aws-error.js';
import type { ConsoleClients } from '../console-clients.js';
import type { Action, ActionResult } from '../contract.js';
import { RefusalError } from '../refusal-error.js';
import { OrderActs, type OrderDone } from './order-acts.js';
import { redrive } from './redrive.js';

/** What actions are done with. */
export interface ActionParts {
  readonly cloud: Cloud;
  readonly clients: ConsoleClients;
  readonly ordersTable: string | undefined;
  /** The sequence number of the newest change that is known of an order. */
  readonly newestChange: (orderId: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

function orders({ clients, ordersTable }: ActionParts): OrderActs {
  if (ordersTable !== undefined) return new OrderActs(clients.dynamodb, ordersTable);
  throw new RefusalError(
    409,
    'NO_ORDERS_TABLE',
    'There is no table whose key is orderId. Start Millrace with its stack: npm start.',
  );
}

function updateMapping(
  { cloud }: ActionParts,
  uuid: string,
  settings: Parameters<Cloud['mappings']['update']>[1],
  message: string,
): ActionResult {
  cloud.mappings.update(uuid, settings);
  return { message };
}

async function followable(
  act: Promise<OrderDone>,
  orderId: string,
  { newestChange }: ActionParts,
): Promise<ActionResult> {
  const { message, changed } = await act;
  // The cloud tells of a write before it answers it.
  const sequence = changed ? newestChange(orderId) : undefined;
  return { message, ...(sequence === undefined ? {} : { sequence }) };
}

async function perform(action: Action, parts: ActionParts): Promise<ActionResult> {
  const { cloud, clients } = parts;
  const at = new Date(parts.now()).toISOString();
  switch (action.type) {
    case 'write-order': {
      const { orderId, customerId } = action;
      return followable(orders(parts).write(orderId, customerId, at), orderId, parts);
    }
    case 'change-order': {
      const { orderId, status } = action;
      return followable(orders(parts).change(orderId, status, at), orderId, parts);
    }
    case 'delete-order':
      return followable(orders(parts).remove(action.orderId), action.orderId, parts);
    case 'inject-fault': {
      const { functionName, kind, match, times } = action;
      cloud.functions.get(functionName);
      cloud.injectFault(functionName, { kind, match, ...(times === 0 ? {} : { times }) });
      const often = times === 0 ? 'until it is healed' : times === 1 ? 'once' : `${times} times`;
      return { message: `Armed, ${often}: the next call with ${match} in its event is hit.` };
    }
    case 'clear-faults': {
      const cleared = cloud.clearFaults(action.functionName);
      return { message: cleared === 0 ? 'There was nothing to heal.' : 'Healed.' };
    }
    case 'split-shard':
      await cloud.splitShard(action.tableName, action.shardId);
      return { message: 'The shard is closed, and two children go on.' };
    case 'pause-mapping':
      return updateMapping(parts, action.uuid, { Enabled: false }, 'The mapping is pausing.');
    case 'resume-mapping':
      return updateMapping(parts, action.uuid, { Enabled: true }, 'The mapping goes on.');
    case 'change-mapping': {
      const { uuid, batchSize, windowSeconds } = action;
      const settings = {
        BatchSize: batchSize,
        MaximumBatchingWindowInSeconds: windowSeconds,
      };
      return updateMapping(parts, uuid, settings, 'The mapping goes on with its new settings.');
    }
    case 'redrive':
      return redrive({ cloud, streams: clients.streams }, action.queueUrl, action.messageId);
  }
}

/** Does what a person asked for. @throws RefusalError in words for that person. */
export async function performAction(action: Action, parts: ActionParts): Promise<ActionResult> {
  try {
    return await perform(action, parts);
  } catch (error) {
    if (error instanceof AwsError) throw new RefusalError(400, error.code, error.message);
    throw error;
  }
}
