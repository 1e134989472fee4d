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
  const bind = (level: keyof Logger) => (message: string, more?: LogFields) =>
    logger[level](message, { ...fields, ...more });
  return { debug: bind('debug'), info: bind('info'), warn: bind('warn'), error: bind('error') };
}
