import type { ConnectionFlags } from '../aws/connection.js';

/** The flags of `millrace doctor` as commander gives them. */
export interface DoctorFlags extends ConnectionFlags {
  readonly records: number;
  readonly json?: true;
}
