import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { explainRecords, lintFilter } from '@millrace/filters';
import type { StreamRecord } from '@millrace/mapping';
import { patternsOf } from '../delivery/settings-of.js';
import { type Finding, ok, problem, warning } from './finding.js';
import { nameOf } from './settings.js';

/** Tries a mapping's filters on real records, and reads them for what they surely do not mean. */
export function examineFilters(
  mapping: EventSourceMappingConfiguration,
  records: readonly StreamRecord[],
): readonly Finding[] {
  const patterns = patternsOf(mapping);
  if (patterns.length === 0) return [];
  const name = nameOf(mapping);
  const lint = patterns.flatMap(({ Pattern }) => lintFilter(Pattern));
  const findings = lint
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, message, mend }) => warning(`FILTER_${code}`, `${name}: ${message}`, mend));
  if (records.length === 0) return findings;
  const { passed } = explainRecords({ Filters: patterns }, records, { maxFilters: 10 });
  const counted = `${passed} of the ${records.length} records looked at`;
  if (passed > 0) return [...findings, ok('FILTER', `The filter of ${name} lets ${counted} pass.`)];
  return [
    ...findings,
    problem(
      'FILTER_MATCHES_NOTHING',
      `The filter of ${name} lets none of the last ${records.length} records pass.`,
      "See why with one of them: millrace tail <table> --horizon --json --count 1, then millrace filter explain. Records that were kept out can still be run: millrace replay <table> --from 24h --filter '{…}'",
    ),
  ];
}
