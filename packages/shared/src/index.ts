export type {
  AttributeMap,
  Attributes,
  AttributeValue,
  Keys,
  KeyValue,
  Value,
} from './attribute-value.js';
export type { Change, ChangeKind, Expire, Insert, Modify, Remove } from './change-record.js';
export { decodeAttributes } from './decode-attribute.js';
export { decodeNumber } from './decode-number.js';
export { decodeRecord, type ReadImage } from './decode-record.js';
export { type Difference, difference } from './difference.js';
export { encodeAttributes } from './encode-attribute.js';
export {
  identifyRecord,
  RecordError,
  type RecordErrorCode,
  type RecordIdentity,
} from './errors.js';
export { functionEnvironment, parkingMessageLimit } from './function-environment.js';
export { isMap } from './is-map.js';
export { jsonValue } from './json-value.js';
export { kindOf } from './kind-of.js';
export { lazy } from './lazy.js';
export { LosslessDecimal } from './lossless-decimal.js';
export { type ChangeIdentity, type ImageField, makeChange } from './make-change.js';
export { mapImages } from './map-images.js';
export {
  type MetricName,
  metricDimension,
  metricNames,
  metricNamespace,
  metricNamespaceVariable,
  streamRetentionMs,
} from './metric-names.js';
export {
  type Order,
  type OrderItem,
  type OrderStatus,
  orderItemSchema,
  orderSchema,
  orderStatuses,
} from './order.js';
export { formatPath, joinName } from './path.js';
export { type OldImage, readOldImage } from './read-old-image.js';
export { readOrder } from './read-order.js';
export { compareSequenceNumbers, isSequenceNumber } from './sequence-number.js';
export type { StreamRecord, StreamRecordData } from './stream-record.js';
