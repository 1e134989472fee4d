import { type CompiledFilter, compileFilter } from './compile-filter.js';
import { InvalidFilterPatternError } from './errors.js';

/** `FilterCriteria` of an event source mapping, as in Lambda's API and in Terraform's state. */
export interface FilterCriteria {
  readonly Filters?: readonly FilterEntry[] | undefined;
}

export interface FilterEntry {
  readonly Pattern?: string | undefined;
}

/** The filters of one mapping, ready to match. */
export interface CompiledFilterCriteria {
  readonly filters: readonly CompiledFilter[];
  /** Whether any filter lets the record pass. Without filters every record passes. */
  matches(record: unknown): boolean;
  /** The same for a record in JSON; see {@link CompiledFilter.matchesText}. */
  matchesText(json: string): boolean;
}

export interface FilterCriteriaOptions {
  /** How many filters the account may have on a mapping: 5, or up to 10 by a quota increase. */
  readonly maxFilters?: number;
}

/** Lambda's quota of filters on one event source mapping. */
export const defaultMaxFilters = 5;

/**
 * Makes the filters of an event source mapping ready. One that matches suffices.
 *
 * @throws InvalidFilterPatternError for a bad pattern (its `path` starts with `Filters[n]`) or too many filters.
 */
export function compileFilterCriteria(
  criteria: FilterCriteria,
  { maxFilters = defaultMaxFilters }: FilterCriteriaOptions = {},
): CompiledFilterCriteria {
  const entries = criteria.Filters ?? [];
  if (entries.length > maxFilters) {
    throw new InvalidFilterPatternError({
      code: 'TOO_MANY_FILTERS',
      path: 'Filters',
      reason: `There are ${entries.length} filters; the quota is ${maxFilters}`,
      mend: 'Join conditions with $or inside one pattern, or raise the quota (up to 10).',
    });
  }
  const filters = entries.map((entry, index) => compileEntry(entry, index));
  return {
    filters,
    matches: (record) => filters.length === 0 || filters.some((filter) => filter.matches(record)),
    matchesText: (json) =>
      filters.length === 0 || filters.some((filter) => filter.matchesText(json)),
  };
}

function compileEntry(entry: FilterEntry, index: number): CompiledFilter {
  try {
    return compileFilter(entry.Pattern ?? '');
  } catch (error) {
    if (!(error instanceof InvalidFilterPatternError)) throw error;
    const path = [`Filters[${index}]`, error.path].filter((part) => part !== '').join('.');
    throw new InvalidFilterPatternError({ ...faultOf(error), path });
  }
}

function faultOf({ code, reason, mend }: InvalidFilterPatternError) {
  return { code, reason, mend };
}
