/** A pattern, and where it was found: `--pattern`, a file's name, a resource's address. */
export interface NamedPattern {
  readonly origin: string;
  readonly text: string;
}
