import type { Logger } from '../../src/observe/logger.js';
import type { Metric } from '../../src/observe/metrics-sink.js';

/** One line that a consumer logged. */
export interface Line {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger and a metrics sink that keep what they are told. */
export function recordingObservers() {
  const lines: Line[] = [];
  const metrics: Record<string, number> = {};
  const at =
    (level: keyof Logger) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      lines.push({ level, message, fields });
    };
  const logger: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  const sink = (batch: readonly Metric[]): void => {
    for (const { name, value } of batch) metrics[name] = (metrics[name] ?? 0) + value;
  };
  return { lines, metrics, observers: { logger, metrics: sink } };
}
