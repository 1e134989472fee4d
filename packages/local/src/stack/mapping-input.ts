import type { JsonObject } from '../wire/members.js';
import type { SettingsReader } from './settings-reader.js';

const numberMembers: Readonly<Record<string, string>> = {
  batch_size: 'BatchSize',
  maximum_batching_window_in_seconds: 'MaximumBatchingWindowInSeconds',
  parallelization_factor: 'ParallelizationFactor',
  maximum_retry_attempts: 'MaximumRetryAttempts',
  maximum_record_age_in_seconds: 'MaximumRecordAgeInSeconds',
  tumbling_window_in_seconds: 'TumblingWindowInSeconds',
};

/** CreateEventSourceMapping's input from an `aws_lambda_event_source_mapping`. */
export function mappingInput(settings: SettingsReader): JsonObject {
  const numbers = Object.entries(numberMembers).flatMap(([setting, member]) => {
    const value = settings.number(setting);
    return value === undefined ? [] : [[member, value] as const];
  });
  const destination = settings
    .block('destination_config')
    ?.block('on_failure')
    ?.text('destination_arn');
  const filters = settings.block('filter_criteria')?.blocks('filter') ?? [];
  const metrics = settings.block('metrics_config')?.texts('metrics');
  return {
    EventSourceArn: settings.requiredText('event_source_arn'),
    FunctionName: settings.requiredText('function_name'),
    Enabled: settings.flag('enabled') ?? true,
    ...Object.fromEntries(numbers),
    ...optional('StartingPosition', settings.text('starting_position')),
    ...optional('BisectBatchOnFunctionError', settings.flag('bisect_batch_on_function_error')),
    ...optional('FunctionResponseTypes', settings.texts('function_response_types')),
    ...(filters.length === 0
      ? {}
      : {
          FilterCriteria: {
            Filters: filters.map((filter) => ({ Pattern: filter.text('pattern') ?? '' })),
          },
        }),
    ...(destination === undefined
      ? {}
      : { DestinationConfig: { OnFailure: { Destination: destination } } }),
    ...(metrics === undefined ? {} : { MetricsConfig: { Metrics: metrics } }),
  };
}

function optional(name: string, value: unknown): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
