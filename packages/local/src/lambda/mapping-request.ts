import {
  type CreateMappingRequest,
  LambdaApiError,
  type MappingDefinition,
  type UpdateMappingRequest,
  validateCreate,
  validateUpdate,
} from '@millrace/mapping';
import { AwsError } from '../wire/aws-error.js';
import { type JsonObject, Members } from '../wire/members.js';
import { invalidParameterValue } from './lambda-errors.js';

/** Members that belong to other kinds of source. Refused by name, so that nobody thinks they act. */
const foreignMembers = [
  'AmazonManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'ProvisionedPollerConfig',
  'Queues',
  'ScalingConfig',
  'SelfManagedEventSource',
  'SelfManagedKafkaEventSourceConfig',
  'SourceAccessConfigurations',
  'StartingPositionTimestamp',
  'Topics',
] as const;

/** Reads CreateEventSourceMapping off the wire. @throws AwsError in AWS's words. */
export function readCreate(json: JsonObject): MappingDefinition {
  const input = new Members(json);
  const request: CreateMappingRequest = {
    ...common(input),
    EventSourceArn: input.string('EventSourceArn'),
    StartingPosition: input.string('StartingPosition'),
    Tags: input.textMap('Tags'),
  };
  return refusing(() => validateCreate(request));
}

/** Reads UpdateEventSourceMapping off the wire, over the mapping as it is. @throws AwsError in AWS's words. */
export function readUpdate(current: MappingDefinition, json: JsonObject): MappingDefinition {
  const request = common(new Members(json));
  return refusing(() => validateUpdate(current, request));
}

/** Gives `check`'s refusal the form that the wire layer writes. */
export function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (thrown) {
    throw thrown instanceof LambdaApiError ? refusalOf(thrown) : thrown;
  }
}

function refusalOf(error: LambdaApiError): AwsError {
  const type = error.type === undefined ? {} : { Type: error.type };
  // The body of a 404 has `Message` with a capital, as recorded.
  const message = error.statusCode === 404 ? { Message: error.message } : {};
  return new AwsError(error.statusCode, error.name, error.message, {
    members: { ...type, ...message },
  });
}

function common(input: Members): UpdateMappingRequest {
  for (const name of foreignMembers) {
    if (input.has(name)) {
      throw invalidParameterValue(`${name} does not apply to a DynamoDB stream.`);
    }
  }
  const destinationOf = (name: string) => ({
    Destination: input.nested('DestinationConfig').nested(name).string('Destination'),
  });
  return {
    FunctionName: input.string('FunctionName'),
    Enabled: input.boolean('Enabled'),
    BatchSize: input.integer('BatchSize'),
    MaximumBatchingWindowInSeconds: input.integer('MaximumBatchingWindowInSeconds'),
    ParallelizationFactor: input.integer('ParallelizationFactor'),
    MaximumRecordAgeInSeconds: input.integer('MaximumRecordAgeInSeconds'),
    MaximumRetryAttempts: input.integer('MaximumRetryAttempts'),
    BisectBatchOnFunctionError: input.boolean('BisectBatchOnFunctionError'),
    TumblingWindowInSeconds: input.integer('TumblingWindowInSeconds'),
    FunctionResponseTypes: input.strings('FunctionResponseTypes'),
    KMSKeyArn: input.string('KMSKeyArn'),
    FilterCriteria: input.has('FilterCriteria') ? { Filters: filtersOf(input) } : undefined,
    MetricsConfig: input.has('MetricsConfig')
      ? { Metrics: input.nested('MetricsConfig').strings('Metrics') }
      : undefined,
    DestinationConfig: input.has('DestinationConfig')
      ? { OnFailure: destinationOf('OnFailure'), OnSuccess: destinationOf('OnSuccess') }
      : undefined,
  };
}

function filtersOf(input: Members): readonly { readonly Pattern: string | undefined }[] {
  const filters = input.nested('FilterCriteria').list('Filters') ?? [];
  return filters.map((filter) => ({ Pattern: filter.string('Pattern') }));
}
