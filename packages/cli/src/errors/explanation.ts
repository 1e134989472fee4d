/** An error as a user should read it. */
export interface Explanation {
  /** Stable, for programs: `NO_CREDENTIALS`. */
  readonly code: string;
  /** What was wrong, and where. */
  readonly message: string;
  /** What to do; absent where the message says it itself, as that of every CliError does. */
  readonly mend?: string;
}
