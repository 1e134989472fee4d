import { compileFilterCriteria } from '@millrace/filters';
import type { FilterCriteria } from './settings.js';
import type { StreamRecord } from './stream-record.js';

/** Filters that an account can be allowed at most; how many it is allowed is checked by the API. */
const largestQuota = 10;

/** Whether a record is for the function. */
export type Matches = (record: StreamRecord) => boolean;

/** Without criteria, or with an empty list, every record is delivered. */
export function compileFilter(criteria: FilterCriteria | undefined): Matches {
  if (criteria === undefined || criteria.Filters.length === 0) return () => true;
  const filter = compileFilterCriteria(criteria, { maxFilters: largestQuota });
  return (record) => filter.matches(record);
}
