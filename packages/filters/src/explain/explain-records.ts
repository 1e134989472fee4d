import {
  compileFilterCriteria,
  type FilterCriteria,
  type FilterCriteriaOptions,
} from '../compile-filter-criteria.js';

export interface ExplainRecordsOptions extends FilterCriteriaOptions {
  /** `BatchSize` of the event source mapping; 100 unless it is set. */
  readonly batchSize?: number;
}

/** How many of a set of records the filters of a mapping let through. */
export interface RecordsExplanation {
  readonly records: number;
  readonly passed: number;
  readonly filters: readonly FilterShare[];
  readonly invocations: InvocationEstimate;
}

export interface FilterShare {
  readonly pattern: string;
  /** Records that this filter lets through. */
  readonly passed: number;
  /** Records that no other filter lets through. */
  readonly passedAlone: number;
}

/**
 * Invocations of the function. With much traffic batches fill up; with little each record travels
 * alone. What is really saved lies between the two.
 */
export interface InvocationEstimate {
  readonly fullBatches: InvocationCount;
  readonly singleRecords: InvocationCount;
}

export interface InvocationCount {
  readonly withoutFilters: number;
  readonly withFilters: number;
  readonly saved: number;
}

const defaultBatchSize = 100;

/**
 * Runs a set of records through the filters of a mapping and counts.
 *
 * @throws InvalidFilterPatternError
 */
export function explainRecords(
  criteria: FilterCriteria,
  records: Iterable<unknown>,
  { batchSize = defaultBatchSize, ...options }: ExplainRecordsOptions = {},
): RecordsExplanation {
  const { filters } = compileFilterCriteria(criteria, options);
  const shares = filters.map(({ pattern }) => ({ pattern, passed: 0, passedAlone: 0 }));
  let total = 0;
  let passed = 0;
  for (const record of records) {
    total += 1;
    const letThrough = shares.filter((_, index) => filters[index]?.matches(record) === true);
    for (const share of letThrough) share.passed += 1;
    const [first, ...others] = letThrough;
    if (first !== undefined && others.length === 0) first.passedAlone += 1;
    if (first !== undefined || filters.length === 0) passed += 1;
  }
  return {
    records: total,
    passed,
    filters: shares,
    invocations: {
      fullBatches: countInvocations(total, passed, batchSize),
      singleRecords: countInvocations(total, passed, 1),
    },
  };
}

function countInvocations(records: number, passed: number, batchSize: number): InvocationCount {
  const withoutFilters = Math.ceil(records / batchSize);
  const withFilters = Math.ceil(passed / batchSize);
  return { withoutFilters, withFilters, saved: withoutFilters - withFilters };
}
