import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { jsonValue } from '@millrace/shared';
import type { Logger } from './logger.js';

/**
 * The logger of Powertools for AWS Lambda: one JSON line each, the level and the service's name from
 * the environment (`POWERTOOLS_LOG_LEVEL`, `POWERTOOLS_SERVICE_NAME`). Large numbers, sets and
 * binary print as `jsonValue` has them.
 */
export function createPowertoolsLogger(): Logger {
  const powertools = new PowertoolsLogger({ jsonReplacerFn: jsonValue });
  return {
    debug: (message, fields = {}) => powertools.debug(message, fields),
    info: (message, fields = {}) => powertools.info(message, fields),
    warn: (message, fields = {}) => powertools.warn(message, fields),
    error: (message, fields = {}) => powertools.error(message, fields),
  };
}
