import { createOrdersConsumer } from './orders-consumer.js';

/** The entry of the deployed function: `index.handler` in the bundle. */
export const handler = createOrdersConsumer(process.env);
