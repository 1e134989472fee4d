export type { Buckets } from './bucket/buckets.js';
export type { StoredObject } from './bucket/stored-object.js';
export type { Buses, PublishedEvent } from './bus/buses.js';
export { type Cloud, type CloudOptions, startCloud } from './cloud/cloud.js';
export type { CloudEvent, CloudListener } from './cloud/cloud-event.js';
export type { TablesElsewhere } from './cloud/tables-elsewhere.js';
export { type Console, type ConsoleOptions, startConsole } from './console/start-console.js';
export { LocalError } from './errors.js';
export type { FunctionRecord, FunctionVersion } from './lambda/function-record.js';
export type { Functions } from './lambda/functions.js';
export type { MappingStateName, MappingView } from './lambda/mapping-record.js';
export type { Mappings } from './lambda/mappings.js';
export type { StoredMessage } from './queue/message.js';
export type { Queue } from './queue/queue.js';
export type { Queues } from './queue/queues.js';
export type { ArmedFault, Fault, FaultKind } from './runtime/faults.js';
export type { RuntimeEvent } from './runtime/runtime-event.js';
export { StackError, type StackErrorCode } from './stack/stack-error.js';
export type { Finding, StackReport } from './stack/support.js';
export {
  type CommittedWrite,
  createTableService,
  type TableService,
  type TableServiceOptions,
} from './table/index.js';
export type { Topics } from './topic/topics.js';
