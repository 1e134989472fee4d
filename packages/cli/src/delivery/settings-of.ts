import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { defaultSettings, type MappingSettings } from '@millrace/mapping';
import type { DeliveryFlags } from './delivery-flags.js';

/**
 * The settings under which records are run again: the deployed mapping's batches, lanes and reports. It
 * always bisects, so that one bad record does not fail its neighbours a second time, and it gives up.
 * Without a mapping the function is taken to report its failures, as Millrace's consumer does.
 */
export function settingsOf(
  mapping: EventSourceMappingConfiguration | undefined,
  flags: Pick<DeliveryFlags, 'batchSize' | 'retries'>,
): MappingSettings {
  const reports = mapping?.FunctionResponseTypes ?? ['ReportBatchItemFailures'];
  return {
    ...defaultSettings,
    startingPosition: 'TRIM_HORIZON',
    batchSize: flags.batchSize ?? mapping?.BatchSize ?? defaultSettings.batchSize,
    parallelizationFactor: mapping?.ParallelizationFactor ?? defaultSettings.parallelizationFactor,
    functionResponseTypes: reports.includes('ReportBatchItemFailures')
      ? ['ReportBatchItemFailures']
      : [],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: flags.retries,
  };
}

/** The patterns of a deployed mapping. */
export function patternsOf(
  mapping: EventSourceMappingConfiguration | undefined,
): readonly { readonly Pattern: string }[] {
  return (mapping?.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) =>
    Pattern === undefined ? [] : [{ Pattern }],
  );
}

/** The filter of a run: the patterns that were given, else the deployed mapping's own. */
export function criteriaOf(
  mapping: EventSourceMappingConfiguration | undefined,
  { filter }: { readonly filter: readonly string[] },
): NonNullable<MappingSettings['filterCriteria']> {
  const given = filter.map((Pattern) => ({ Pattern }));
  return { Filters: given.length > 0 ? given : patternsOf(mapping) };
}
