export { InfraError, type InfraErrorCode } from './errors.js';
export { type FunctionCode, zipBundle } from './function-code.js';
export { OrdersStack, type OrdersStackProps } from './orders-stack.js';
export {
  type Environment,
  type FunctionSettings,
  type MappingSettings,
  type Settings,
  settingsOf,
} from './settings.js';
export { StreamConsumer, type StreamConsumerProps } from './stream-consumer.js';
export { ordersStackId, type SynthesisInput, synthesize } from './synthesize.js';
