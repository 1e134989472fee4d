import { compileFilterCriteria, InvalidFilterPatternError } from '@millrace/filters';
import type { FilterCriteria, MappingSettings } from '../settings.js';
import type { UpdateMappingRequest } from './mapping-request.js';
import { invalid } from './refusals.js';

/**
 * Lays a request over settings and checks what only shows when they are seen together.
 *
 * @throws LambdaApiError with AWS's text.
 */
export function checkedSettings(
  base: MappingSettings,
  request: UpdateMappingRequest,
): MappingSettings {
  const { filterCriteria: kept, ...rest } = base;
  const settings = {
    ...rest,
    batchSize: request.BatchSize ?? base.batchSize,
    maximumBatchingWindowInSeconds:
      request.MaximumBatchingWindowInSeconds ?? base.maximumBatchingWindowInSeconds,
    parallelizationFactor: request.ParallelizationFactor ?? base.parallelizationFactor,
    maximumRecordAgeInSeconds: request.MaximumRecordAgeInSeconds ?? base.maximumRecordAgeInSeconds,
    maximumRetryAttempts: request.MaximumRetryAttempts ?? base.maximumRetryAttempts,
    bisectBatchOnFunctionError:
      request.BisectBatchOnFunctionError ?? base.bisectBatchOnFunctionError,
    tumblingWindowInSeconds: request.TumblingWindowInSeconds ?? base.tumblingWindowInSeconds,
    functionResponseTypes: (request.FunctionResponseTypes ??
      base.functionResponseTypes) as MappingSettings['functionResponseTypes'],
  };
  checkRecordAge(settings.maximumRecordAgeInSeconds);
  if (settings.tumblingWindowInSeconds > 0 && settings.parallelizationFactor > 1) {
    throw invalid(
      'ParallelizationFactor must be 1 when TumblingWindowInSeconds is greater than 0.',
    );
  }
  const criteria = request.FilterCriteria === undefined ? kept : filterCriteriaOf(request);
  return criteria === undefined ? settings : { ...settings, filterCriteria: criteria };
}

/** The model allows -1 to 604,800; Lambda itself refuses 0 to 59 (text seen by its users). */
function checkRecordAge(seconds: number): void {
  if (seconds === -1 || seconds >= 60) return;
  throw invalid(
    'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
  );
}

/** An empty list is accepted and leaves the mapping without criteria (recorded). */
function filterCriteriaOf({ FilterCriteria }: UpdateMappingRequest): FilterCriteria | undefined {
  const entries = FilterCriteria?.Filters ?? [];
  if (entries.length === 0) return undefined;
  const criteria = { Filters: entries.map(({ Pattern = '' }) => ({ Pattern })) };
  try {
    compileFilterCriteria(criteria);
  } catch (error) {
    if (error instanceof InvalidFilterPatternError) throw invalid(error.awsMessage, error);
    throw error;
  }
  return criteria;
}
