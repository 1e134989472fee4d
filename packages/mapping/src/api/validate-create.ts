import { defaultSettings, type StartingPosition } from '../settings.js';
import { checkedDestination } from './checked-destination.js';
import { checkedSettings } from './checked-settings.js';
import { checkConstraints } from './constraints.js';
import type { MappingDefinition } from './mapping-definition.js';
import type { CreateMappingRequest } from './mapping-request.js';
import { invalid } from './refusals.js';

/**
 * Checks CreateEventSourceMapping for a DynamoDB stream and fills in AWS's defaults. Whether the
 * stream and the function exist, and whether they are mapped already, is for the caller to say
 * (`refusals`).
 *
 * @throws LambdaApiError with the exception, the status and the text that AWS answers with.
 */
export function validateCreate(request: CreateMappingRequest): MappingDefinition {
  checkConstraints(request);
  const functionName = request.FunctionName ?? '';
  if (functionName === '') throw missing('functionName');
  const eventSourceArn = request.EventSourceArn ?? '';
  if (!isStreamArn(eventSourceArn)) throw invalid('Unrecognized event source.');
  const startingPosition = checkedStart(request.StartingPosition, eventSourceArn);
  const settings = checkedSettings({ ...defaultSettings, startingPosition }, request);
  const destinationArn = checkedDestination(request);
  return {
    eventSourceArn,
    functionName,
    enabled: request.Enabled ?? true,
    settings,
    metrics: request.MetricsConfig?.Metrics ?? [],
    ...(destinationArn === undefined ? {} : { destinationArn }),
    ...(request.KMSKeyArn === undefined ? {} : { kmsKeyArn: request.KMSKeyArn }),
  };
}

function checkedStart(position: string | undefined, streamArn: string): StartingPosition {
  switch (position) {
    case 'TRIM_HORIZON':
    case 'LATEST':
      return position;
    case undefined:
      throw missing('startingPosition');
    default:
      throw invalid(`Unsupported starting position for arn type: ${streamArn}`);
  }
}

function missing(member: string) {
  return invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null.`,
  );
}

function isStreamArn(arn: string): boolean {
  return /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/.test(arn);
}
