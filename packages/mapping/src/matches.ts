import { compileFilterCriteria } from '@millrace/filters';
import type { FilterCriteria } from './settings.js';
import type { StreamRecord } from './stream-record.js';

/** Whether a record is for the function. */
export type Matches = (record: StreamRecord) => boolean;

/** Without criteria, or with an empty list, every record is delivered. */
export function compileFilter(criteria: FilterCriteria | undefined): Matches {
  if (criteria === undefined || criteria.Filters.length === 0) return () => true;
  const filter = compileFilterCriteria(criteria);
  return (record) => filter.matches(record);
}
