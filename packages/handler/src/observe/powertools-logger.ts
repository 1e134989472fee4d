import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { jsonValue } from '@millrace/shared';
import { type Logger, loggerOf } from './logger.js';

/**
 * The logger of Powertools for AWS Lambda: one JSON line each, the level and the service's name from
 * the environment (`POWERTOOLS_LOG_LEVEL`, `POWERTOOLS_SERVICE_NAME`). Large numbers, sets and
 * binary print as `jsonValue` has them.
 */
export function createPowertoolsLogger(): Logger {
  const powertools = new PowertoolsLogger({ jsonReplacerFn: jsonValue });
  return loggerOf(
    (level) =>
      (message, fields = {}) =>
        powertools[level](message, fields),
  );
}
