// What stands in the signatures below, so that nobody needs a second package to name it.
export {
  type Attributes,
  type Change,
  type ChangeKind,
  type Expire,
  type Insert,
  type Keys,
  LosslessDecimal,
  type Modify,
  type OldImage,
  RecordError,
  type Remove,
  readOldImage,
  type StreamRecord,
} from '@millrace/shared';
export type { Around, BatchInfo } from './consumer/around.js';
export type { ConsumerOptions, InferItem } from './consumer/consumer-options.js';
export { createConsumer, type StreamHandler } from './consumer/create-consumer.js';
export { HandlerError, type HandlerErrorCode, PermanentError } from './consumer/errors.js';
export { toFence } from './consumer/fence.js';
export { originAttribute } from './consumer/origin.js';
export type { Reaction, ReactionContext } from './consumer/reaction.js';
export type { LogFields, Logger } from './observe/logger.js';
export type { Metric, MetricsSink, MetricUnit } from './observe/metrics-sink.js';
export {
  isParkedPointer,
  type ParkedMessage,
  type ParkedPointer,
  parseParkedMessage,
} from './parking/parked-message.js';
export type { Park, ParkedError, ParkedRecord, ParkedWhere } from './parking/parked-record.js';
export { createQueueParking, type QueueParkingOptions } from './parking/queue-parking.js';
export { createAudit } from './reactions/audit.js';
export { type InvokeOptions, invoke } from './testing/invoke.js';
export {
  type StreamEventBuilder,
  type StreamEventOptions,
  streamEvent,
} from './testing/stream-event.js';
