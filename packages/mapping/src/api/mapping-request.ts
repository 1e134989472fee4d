/** The members of UpdateEventSourceMapping that mean something for a DynamoDB stream. */
export interface UpdateMappingRequest {
  readonly FunctionName?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly BatchSize?: number | undefined;
  readonly MaximumBatchingWindowInSeconds?: number | undefined;
  readonly ParallelizationFactor?: number | undefined;
  readonly MaximumRecordAgeInSeconds?: number | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
  readonly BisectBatchOnFunctionError?: boolean | undefined;
  readonly TumblingWindowInSeconds?: number | undefined;
  readonly FunctionResponseTypes?: readonly string[] | undefined;
  readonly FilterCriteria?: { readonly Filters?: readonly FilterMember[] | undefined } | undefined;
  readonly DestinationConfig?: DestinationConfigMember | undefined;
  readonly KMSKeyArn?: string | undefined;
  readonly MetricsConfig?: { readonly Metrics?: readonly string[] | undefined } | undefined;
}

/** CreateEventSourceMapping, as it comes off the wire. */
export interface CreateMappingRequest extends UpdateMappingRequest {
  readonly EventSourceArn?: string | undefined;
  readonly StartingPosition?: string | undefined;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
}

interface FilterMember {
  readonly Pattern?: string | undefined;
}

interface DestinationConfigMember {
  readonly OnFailure?: { readonly Destination?: string | undefined } | undefined;
  readonly OnSuccess?: { readonly Destination?: string | undefined } | undefined;
}
