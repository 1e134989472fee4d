export type {
  EventSourceMapping,
  EventSourceMappingOptions,
  PollingSettings,
} from './event-source-mapping.js';
export type { MappingEvent, MappingState, Observe } from './mapping-event.js';
export type * from './seams.js';
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
