import {
  compileFilter,
  explainRecords,
  InvalidFilterPatternError,
  type InvocationCount,
  type LintOptions,
  lintFilter,
} from '@millrace/filters';
import { changeRow } from '../change-row.js';
import type { BenchReport, CallsSaved } from '../contract.js';
import type { StoredChange } from '../watch/stored-change.js';
import { attributesOf } from './attributes-of.js';
import { builderCode } from './builder-code.js';

const ROWS_SHOWN = 200;
const nothingSaved: CallsSaved = { unfiltered: 0, filtered: 0 };

export interface BenchSet {
  /** Records to test on, the newest first. */
  readonly changes: readonly StoredChange[];
  readonly batchSize: number;
  readonly viewType: LintOptions['viewType'];
}

const callsSaved = ({ withoutFilters, withFilters }: InvocationCount): CallsSaved => ({
  unfiltered: withoutFilters,
  filtered: withFilters,
});

function refused(error: InvalidFilterPatternError): BenchReport {
  return {
    fault: { path: error.path, message: error.message },
    warnings: [],
    tested: 0,
    passed: 0,
    fullBatches: nothingSaved,
    oneByOne: nothingSaved,
    rows: [],
  };
}

function report(pattern: string, { changes, batchSize, viewType }: BenchSet): BenchReport {
  const filter = compileFilter(pattern);
  const records = changes.map(({ record }) => record);
  const { passed, invocations } = explainRecords({ Filters: [{ Pattern: pattern }] }, records, {
    batchSize,
  });
  const parsed: unknown = JSON.parse(pattern);
  const builder = builderCode(parsed);
  const attributes = attributesOf(changes);
  return {
    warnings: lintFilter(pattern, { viewType, attributes }).map(({ path, message, mend }) => ({
      path,
      message,
      mend,
    })),
    tested: records.length,
    passed,
    fullBatches: callsSaved(invocations.fullBatches),
    oneByOne: callsSaved(invocations.singleRecords),
    rows: changes
      .slice(0, ROWS_SHOWN)
      .map((change) => ({ row: changeRow(change), passes: filter.matches(change.record) })),
    smallest: JSON.stringify(parsed),
    ...(builder === undefined ? {} : { builder }),
  };
}

/** Tries a pattern on real records: what passes, what is surely not meant, what it saves. */
export function testPattern(pattern: string, set: BenchSet): BenchReport {
  try {
    return report(pattern, set);
  } catch (error) {
    if (error instanceof InvalidFilterPatternError) return refused(error);
    throw error;
  }
}
