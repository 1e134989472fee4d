import { checkedDestination } from './checked-destination.js';
import { checkedSettings } from './checked-settings.js';
import { checkConstraints } from './constraints.js';
import type { MappingDefinition } from './mapping-definition.js';
import type { UpdateMappingRequest } from './mapping-request.js';

/**
 * Checks UpdateEventSourceMapping and lays it over the mapping as it is. What the request leaves out
 * stays; the stream and the starting position cannot be changed.
 *
 * @throws LambdaApiError with the exception, the status and the text that AWS answers with.
 */
export function validateUpdate(
  current: MappingDefinition,
  request: UpdateMappingRequest,
): MappingDefinition {
  checkConstraints(request);
  const { destinationArn: kept, ...rest } = current;
  const destinationArn =
    request.DestinationConfig === undefined ? kept : checkedDestination(request);
  return {
    ...rest,
    functionName: request.FunctionName ?? current.functionName,
    enabled: request.Enabled ?? current.enabled,
    settings: checkedSettings(current.settings, request),
    metrics: request.MetricsConfig?.Metrics ?? current.metrics,
    ...(destinationArn === undefined ? {} : { destinationArn }),
    ...(request.KMSKeyArn === undefined ? {} : { kmsKeyArn: request.KMSKeyArn }),
  };
}
