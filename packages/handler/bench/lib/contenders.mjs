import { createConsumer } from '@millrace/handler';
import { orderSchema } from '@millrace/shared';
import { context } from './batches.mjs';
import { requirePeers } from './peers.mjs';

const peers = requirePeers();
const { BatchProcessor, EventType, processPartialResponse } = peers('@aws-lambda-powertools/batch');

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Powertools' batch processor: all records at once, or one after the other. */
export function powertools(react, processInParallel, settings) {
  const processor = new BatchProcessor(EventType.DynamoDBStreams, settings);
  return (event) => processPartialResponse(event, react, processor, { context, processInParallel });
}

/** The consumer, with a reaction to modifications; concurrency as wide as the batch. */
export function millrace(react, options = {}) {
  const handler = createConsumer({
    schema: orderSchema,
    concurrency: 1_000,
    logger: silent,
    metrics: () => {},
    onModify: react,
    ...options,
  });
  return (event) => handler(event, context);
}

/** The same lanes with nothing around them: the bound that the timer itself sets. */
export function bareLanes(react) {
  return async ({ Records }) => {
    const lanes = new Map();
    for (const record of Records) {
      const item = record.dynamodb.Keys.orderId.S;
      if (!lanes.has(item)) lanes.set(item, []);
      lanes.get(item).push(record);
    }
    await Promise.all([...lanes.values()].map((lane) => runLane(lane, react)));
  };
}

async function runLane(lane, react) {
  for (const record of lane) await react(record);
}
