import type { FieldCondition, Pattern } from '../pattern/pattern.js';
import type { LintOptions } from './lint-options.js';
import type { RecordWay } from './record-way.js';
import type { FilterWarning } from './warning.js';

/** Looks at one field by itself. */
export type FieldRule = (
  field: FieldCondition,
  way: RecordWay,
  options: LintOptions,
) => readonly FilterWarning[];

/** Looks at the whole pattern. */
export type PatternRule = (pattern: Pattern, options: LintOptions) => readonly FilterWarning[];
