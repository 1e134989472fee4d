/**
 * Whether text may be coloured. `NO_COLOR` wins over everything, as no-color.org has it: any value but
 * an empty one. Then `FORCE_COLOR`, of which 0 means never; then what the stream is.
 */
export function wantsColour(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return isTerminal && TERM !== 'dumb';
}
