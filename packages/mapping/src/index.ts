export { LambdaApiError, type LambdaExceptionName } from './api/lambda-api-error.js';
export type { MappingDefinition } from './api/mapping-definition.js';
export type { CreateMappingRequest, UpdateMappingRequest } from './api/mapping-request.js';
export { refusals } from './api/refusals.js';
export { validateCreate } from './api/validate-create.js';
export { validateUpdate } from './api/validate-update.js';
export { type DestinationClients, failureDestination } from './aws/failure-destination.js';
export { LambdaInvoker } from './aws/lambda-invoker.js';
export { S3Destination } from './aws/s3-destination.js';
export { SnsDestination } from './aws/sns-destination.js';
export { SqsDestination } from './aws/sqs-destination.js';
export { AwsStreamSource } from './aws/stream-source.js';
export { systemChance } from './aws/system-chance.js';
export { systemClock } from './aws/system-clock.js';
export type { BackoffSettings } from './backoff.js';
export { FileCheckpoints } from './checkpoints/file-checkpoints.js';
export { MemoryCheckpoints } from './checkpoints/memory-checkpoints.js';
export { parseCheckpoint } from './checkpoints/parse-checkpoint.js';
export { TableCheckpoints } from './checkpoints/table-checkpoints.js';
export { createEventSourceMapping } from './create-event-source-mapping.js';
export {
  MappingError,
  type MappingErrorCode,
  type StreamRefusal,
  StreamSourceError,
} from './errors.js';
export type { EventSourceMapping, EventSourceMappingOptions } from './event-source-mapping.js';
export { listShards } from './list-shards.js';
export type { MappingEvent, MappingState, Observe } from './mapping-event.js';
export type { PollingSettings } from './polling-settings.js';
export type { RecordMark, RecordSpan } from './record-span.js';
export type * from './seams.js';
export { compareSequenceNumbers } from './sequence-number.js';
export {
  defaultSettings,
  type FilterCriteria,
  type FunctionResponseType,
  type MappingSettings,
  type StartingPosition,
} from './settings.js';
export type {
  AttributeMap,
  AttributeValue,
  ChangeName,
  StreamRecord,
  StreamRecordChange,
} from './stream-record.js';
