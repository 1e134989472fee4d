import { assertSettings } from './assert-settings.js';
import { systemChance } from './aws/system-chance.js';
import { systemClock } from './aws/system-clock.js';
import type { EventSourceMapping, EventSourceMappingOptions } from './event-source-mapping.js';
import { Mapping } from './mapping.js';
import { lambdaRules } from './rules.js';

/**
 * Makes an event source mapping between a DynamoDB stream and a function. It does nothing until it
 * is started.
 *
 * @throws MappingError `INVALID_SETTINGS` when a setting is out of its range.
 * @throws InvalidFilterPatternError when a filter pattern is not valid.
 */
export function createEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  assertSettings(options.settings);
  return new Mapping(options, lambdaRules, systemClock, systemChance);
}
