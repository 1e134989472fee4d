export type { AttributeCondition } from './builder/attribute-condition.js';
export type { AttributeScalar, DescriptorOf, TypeDescriptor } from './builder/attribute-types.js';
export {
  absent,
  anyOf,
  anythingBut,
  equals,
  equalsIgnoreCase,
  exists,
  includes,
  type LeafDescriptor,
  prefix,
  suffix,
} from './builder/conditions.js';
export { filterFor, type RecordFilterStart } from './builder/filter-for.js';
export {
  type ConditionFor,
  type ImageConditions,
  someElement,
} from './builder/image-conditions.js';
export type { EventName, RecordFilter } from './builder/record-filter.js';
export { type CompiledFilter, compileFilter } from './compile-filter.js';
export {
  type CompiledFilterCriteria,
  compileFilterCriteria,
  defaultMaxFilters,
  type FilterCriteria,
  type FilterCriteriaOptions,
  type FilterEntry,
} from './compile-filter-criteria.js';
export {
  FiltersError,
  InvalidConditionError,
  type InvalidFilterPatternCode,
  InvalidFilterPatternError,
  type PatternFault,
} from './errors.js';
export { explain } from './explain/explain.js';
export {
  type ExplainRecordsOptions,
  explainRecords,
  type FilterShare,
  type InvocationCount,
  type InvocationEstimate,
  type RecordsExplanation,
} from './explain/explain-records.js';
export type {
  ConditionExplanation,
  Explanation,
  FieldExplanation,
  OrExplanation,
} from './explain/explanation.js';
export { lintFilter } from './lint/lint-filter.js';
export type { AttributeSchema, LintOptions, StreamViewType } from './lint/lint-options.js';
export type { FilterWarning, FilterWarningCode } from './lint/warning.js';
export { maxPatternLength } from './pattern/parse-pattern.js';
