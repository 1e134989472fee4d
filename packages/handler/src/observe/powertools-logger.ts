import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { jsonValue } from '@millrace/shared';
import type { LogFields, Logger } from './logger.js';

/**
 * The logger of Powertools for AWS Lambda: one JSON line each, the level and the service's name from
 * the environment (`POWERTOOLS_LOG_LEVEL`, `POWERTOOLS_SERVICE_NAME`). Large numbers, sets and
 * binary print as `jsonValue` has them.
 */
export function createPowertoolsLogger(): Logger {
  const powertools = new PowertoolsLogger({ jsonReplacerFn: jsonValue });
  const write =
    (level: keyof Logger) =>
    (message: string, fields: LogFields = {}) =>
      powertools[level](message, fields);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
