export { environments, settingsOf } from './environments.js';
export { InfraError, type InfraErrorCode } from './errors.js';
export { type FunctionCode, zipBundle } from './function-code.js';
export { orderFilters } from './order-filters.js';
export { OrdersStack, type OrdersStackProps } from './orders-stack.js';
export type {
  Environment,
  FunctionSettings,
  MappingSettings,
  Settings,
} from './settings.js';
export { type PatternSource, StreamConsumer, type StreamConsumerProps } from './stream-consumer.js';
export { ordersStackId, type SynthesisInput, synthesize } from './synthesize.js';
