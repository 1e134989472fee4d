import { LocalError } from '../errors.js';

/** What an {@link AwsError} carries beside its code and message. */
export interface AwsErrorDetails {
  /** Members of the answer's body beside the message: `{ Type: 'User' }`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** The code that a query-protocol client expects, where it differs: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryCode?: string;
}

/** A refusal as AWS words it; each protocol writes it in its own shape. `status` is the HTTP status. */
export class AwsError extends LocalError {
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
  readonly queryCode: string;

  constructor(status: number, code: string, message: string, details: AwsErrorDetails = {}) {
    super(code, message);
    this.status = status;
    this.members = details.members ?? {};
    this.queryCode = details.queryCode ?? code;
  }
}
