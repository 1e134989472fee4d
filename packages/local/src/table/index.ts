export type { AttributeValue, Item, KeySchema } from './attribute-value.js';
export { AwsError } from './aws-error.js';
export { type Clock, systemClock } from './clock.js';
export { createTableService } from './create-table-service.js';
export { TableStoreError } from './engine/table-store-error.js';
export type { TableService, TableServiceOptions } from './table-service.js';
export type { CommittedWrite } from './table-writer.js';
