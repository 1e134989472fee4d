/** Where log lines go. Powertools' logger fits, and so does any other with these four. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Gives a logger whose lines carry `fields` too. Costs nothing until a line is written. */
export function bindLogger(logger: Logger, fields: LogFields): Logger {
  return loggerOf((level) => (message, more) => logger[level](message, { ...fields, ...more }));
}

/** Makes a logger of what writes at one level. */
export function loggerOf(writeAt: (level: keyof Logger) => Logger['info']): Logger {
  return {
    debug: writeAt('debug'),
    info: writeAt('info'),
    warn: writeAt('warn'),
    error: writeAt('error'),
  };
}
