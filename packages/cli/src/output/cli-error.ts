/** What a user did wrong or what this machine lacks, told in one message: what, where, and the mend. */
export class CliError extends Error {
  override readonly name = 'CliError';

  /**
   * @param code stable, for programs: `STACK_NOT_FOUND`
   * @param message what was wrong, where, and what to do about it
   */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
