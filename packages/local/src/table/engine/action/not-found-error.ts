import type { AwsError } from '../../aws-error.js';
import type { Members } from '../engine-types.js';

/** Something missing, in the form in which dynalite's actions know it and add to its message. */
export class NotFoundError extends Error {
  /** dynalite asks for this name. */
  override readonly name = 'NotFoundError';
  readonly statusCode: number;
  readonly body: Members;

  constructor({ message, status, body }: AwsError) {
    super(message);
    this.statusCode = status;
    this.body = { ...body };
  }
}
