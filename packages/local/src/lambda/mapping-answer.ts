import type { MappingView } from './mapping-record.js';

/** An event source mapping as Lambda's API gives it: members and order as recorded. */
export function mappingAnswer(view: MappingView): object {
  const { eventSourceArn, settings, destinationArn, metrics, kmsKeyArn } = view.definition;
  return {
    UUID: view.uuid,
    EventSourceMappingArn: view.arn,
    StartingPosition: settings.startingPosition,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.maximumBatchingWindowInSeconds,
    ParallelizationFactor: settings.parallelizationFactor,
    EventSourceArn: eventSourceArn,
    ...(settings.filterCriteria === undefined
      ? {}
      : { FilterCriteria: { Filters: settings.filterCriteria.Filters } }),
    FunctionArn: view.functionArn,
    LastModified: view.modifiedAt / 1000,
    LastProcessingResult: view.lastProcessingResult,
    State: view.state,
    StateTransitionReason: 'User action',
    DestinationConfig: {
      OnFailure: destinationArn === undefined ? {} : { Destination: destinationArn },
    },
    MaximumRecordAgeInSeconds: settings.maximumRecordAgeInSeconds,
    BisectBatchOnFunctionError: settings.bisectBatchOnFunctionError,
    MaximumRetryAttempts: settings.maximumRetryAttempts,
    TumblingWindowInSeconds: settings.tumblingWindowInSeconds,
    FunctionResponseTypes: settings.functionResponseTypes,
    ...(metrics.length === 0 ? {} : { MetricsConfig: { Metrics: metrics } }),
    ...(kmsKeyArn === undefined ? {} : { KMSKeyArn: kmsKeyArn }),
  };
}
