/** One message of a failure queue, one object of a failure bucket, or one line of a file. */
export interface Letter {
  /** Stable: the message's id, the object's key, the line's number. */
  readonly id: string;
  readonly body: string;
}

/** Where failure records wait to be run again. */
export interface Inbox {
  /** For people: `the queue orders-failures`. */
  readonly name: string;
  /** Reads all that is there, up to a limit. What was read is kept from other readers until it is given back. */
  read(limit: number, signal: AbortSignal): Promise<readonly Letter[]>;
  /** Letters that are there but held by somebody else. */
  held(): Promise<number>;
  /** Takes these away for good. Only for what has been run, or was written down as expired. */
  remove(letters: readonly Letter[]): Promise<void>;
  /** Gives all back that has not been removed, and ends. */
  close(): Promise<void>;
}
