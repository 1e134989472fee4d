/** How a command ends, the same for every command (docs/cli.md). Anything else than 0 needs a look. */
export const exitCode = {
  /** Done, and nothing to look at. */
  ok: 0,
  /** It could not do its work: wrong use, no access, a defect. */
  error: 1,
  /** It did its work, and what it found must not be: records failed again, lag above the limit, a problem. */
  found: 2,
  /** Records have left the stream before they were handled. They are named in a file. */
  expired: 3,
  /** Stopped by a signal before the end. Running it again goes on from there. */
  interrupted: 130,
  /** Whoever read its output has seen enough: what a shell makes of a program that SIGPIPE ended. */
  unread: 128 + 13,
} as const;
