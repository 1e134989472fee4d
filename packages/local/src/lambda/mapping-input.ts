import { compileFilterCriteria, FiltersError } from '@millrace/filters';
import {
  defaultSettings,
  type FilterCriteria,
  type MappingSettings,
  type StartingPosition,
} from '@millrace/mapping';
import type { Members } from '../wire/members.js';
import { inRange, invalidParameterValue, validationError } from './lambda-errors.js';
import type { MappingConfiguration } from './mapping-record.js';

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

/**
 * Reads where a new mapping begins.
 * @throws AwsError 400 in the recorded words.
 */
export function readStartingPosition(input: Members, eventSourceArn: string): StartingPosition {
  const position = input.string('StartingPosition');
  switch (position) {
    case 'TRIM_HORIZON':
    case 'LATEST':
      return position;
    case 'AT_TIMESTAMP':
      throw invalidParameterValue(`Unsupported starting position for arn type: ${eventSourceArn}`);
    case undefined:
      throw invalidParameterValue(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      );
    default:
      throw validationError(
        position,
        'startingPosition',
        'Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]',
      );
  }
}

/** The settings of a mapping that nobody has configured yet. */
export function newSettings(startingPosition: StartingPosition): MappingSettings {
  return { ...defaultSettings, startingPosition };
}

/**
 * Applies the members of Create- or UpdateEventSourceMapping over what is there.
 * @throws AwsError 400.
 */
export function applyMappingInput(
  before: MappingConfiguration,
  input: Members,
): MappingConfiguration {
  for (const name of foreignMembers) {
    if (input.has(name)) {
      throw invalidParameterValue(`${name} does not apply to a DynamoDB stream.`);
    }
  }
  const { destinationArn: oldDestination, metrics: oldMetrics, ...rest } = before;
  const destinationArn = input.has('DestinationConfig') ? readDestination(input) : oldDestination;
  const metrics = input.has('MetricsConfig') ? readMetrics(input) : oldMetrics;
  const kmsKeyArn = input.string('KMSKeyArn');
  return {
    ...rest,
    settings: checkTogether(applySettings(before.settings, input)),
    ...(destinationArn === undefined ? {} : { destinationArn }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  };
}

function applySettings(before: MappingSettings, input: Members): MappingSettings {
  const ranged = (name: string, min: number, max: number): number | undefined =>
    inRange(input.integer(name), `${name.charAt(0).toLowerCase()}${name.slice(1)}`, min, max);
  const { filterCriteria: oldCriteria, ...rest } = before;
  const filterCriteria = input.has('FilterCriteria') ? readCriteria(input) : oldCriteria;
  return {
    ...rest,
    batchSize: ranged('BatchSize', 1, 10_000) ?? before.batchSize,
    maximumBatchingWindowInSeconds:
      ranged('MaximumBatchingWindowInSeconds', 0, 300) ?? before.maximumBatchingWindowInSeconds,
    parallelizationFactor: ranged('ParallelizationFactor', 1, 10) ?? before.parallelizationFactor,
    maximumRecordAgeInSeconds:
      ranged('MaximumRecordAgeInSeconds', -1, 604_800) ?? before.maximumRecordAgeInSeconds,
    maximumRetryAttempts: ranged('MaximumRetryAttempts', -1, 10_000) ?? before.maximumRetryAttempts,
    bisectBatchOnFunctionError:
      input.boolean('BisectBatchOnFunctionError') ?? before.bisectBatchOnFunctionError,
    tumblingWindowInSeconds:
      ranged('TumblingWindowInSeconds', 0, 900) ?? before.tumblingWindowInSeconds,
    functionResponseTypes: input.has('FunctionResponseTypes')
      ? readResponseTypes(input)
      : before.functionResponseTypes,
    ...(filterCriteria === undefined ? {} : { filterCriteria }),
  };
}

function checkTogether(settings: MappingSettings): MappingSettings {
  const age = settings.maximumRecordAgeInSeconds;
  if (age !== -1 && age < 60) {
    throw invalidParameterValue(
      'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    );
  }
  if (settings.tumblingWindowInSeconds > 0 && settings.parallelizationFactor > 1) {
    throw invalidParameterValue(
      'ParallelizationFactor must be 1 when TumblingWindowInSeconds is set.',
    );
  }
  return settings;
}

function readResponseTypes(input: Members): MappingSettings['functionResponseTypes'] {
  const types = input.strings('FunctionResponseTypes') ?? [];
  if (types.length > 1) {
    throw validationError(
      `[${types.join(', ')}]`,
      'functionResponseTypes',
      'Member must have length less than or equal to 1',
    );
  }
  return types.map((type) => {
    if (type === 'ReportBatchItemFailures') return type;
    throw validationError(
      `[${type}]`,
      'functionResponseTypes',
      'Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]',
    );
  });
}

function readCriteria(input: Members): FilterCriteria | undefined {
  const filters = input.nested('FilterCriteria').list('Filters') ?? [];
  // An empty list is taken and leaves no trace in the answer, as recorded.
  if (filters.length === 0) return undefined;
  const criteria = {
    Filters: filters.map((filter) => ({ Pattern: filter.string('Pattern') ?? '' })),
  };
  try {
    compileFilterCriteria(criteria);
  } catch (thrown) {
    if (!(thrown instanceof FiltersError)) throw thrown;
    throw invalidParameterValue('Invalid filter pattern definition.');
  }
  return criteria;
}

function readDestination(input: Members): string | undefined {
  const config = input.nested('DestinationConfig');
  if (Object.keys(config.object('OnSuccess') ?? {}).length > 0) {
    throw invalidParameterValue(
      'Unsupported DestinationConfig parameter for given event source mapping type.',
    );
  }
  const arn = config.nested('OnFailure').string('Destination');
  if (arn === undefined || arn === '') return undefined;
  if (/^arn:aws[a-z-]*:(sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+$/.test(arn)) return arn;
  if (/^arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63}$/.test(arn)) return arn;
  throw invalidParameterValue(
    `The destination ${arn} is not one that a DynamoDB stream can have: a standard SQS queue, a standard SNS topic, or an S3 bucket.`,
  );
}

function readMetrics(input: Members): readonly string[] | undefined {
  const metrics = input.nested('MetricsConfig').strings('Metrics') ?? [];
  const unknown = metrics.find((metric) => metric !== 'EventCount');
  if (unknown !== undefined) {
    throw invalidParameterValue(`The metric ${unknown} does not apply to a DynamoDB stream.`);
  }
  return metrics.length === 0 ? undefined : metrics;
}
