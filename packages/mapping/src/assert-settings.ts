import { checkedSettings } from './api/checked-settings.js';
import { checkConstraints } from './api/constraints.js';
import { LambdaApiError } from './api/lambda-api-error.js';
import { MappingError } from './errors.js';
import type { MappingSettings } from './settings.js';

/**
 * Refuses settings that Lambda would refuse: with a batch size of 0 a mapping would call its function
 * for ever.
 *
 * @throws MappingError `INVALID_SETTINGS`, with the setting and its range.
 */
export function assertSettings(settings: MappingSettings): void {
  try {
    checkConstraints(asRequest(settings));
    checkedSettings(settings, {});
  } catch (error) {
    if (!(error instanceof LambdaApiError)) throw error;
    throw new MappingError(
      'INVALID_SETTINGS',
      `The mapping's settings are not ones that Lambda takes: ${error.message}`,
      { cause: error },
    );
  }
  const { startingPosition } = settings;
  if (startingPosition === 'TRIM_HORIZON' || startingPosition === 'LATEST') return;
  throw new MappingError(
    'INVALID_SETTINGS',
    `A DynamoDB stream is read from TRIM_HORIZON or LATEST, not from ${String(startingPosition)}.`,
  );
}

/** The same under the names of CreateEventSourceMapping, which differ in the first letter. */
function asRequest(settings: MappingSettings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      value,
    ]),
  );
}
