import { LocalError } from '../errors.js';

export type StackErrorCode =
  | 'STACK_NOT_FOUND'
  | 'STACK_NOT_JSON'
  | 'STACK_MALFORMED'
  | 'STACK_UNRESOLVED_REFERENCE'
  | 'STACK_BUNDLE_MISSING'
  | 'STACK_BUNDLE_NOT_LOADED'
  | 'STACK_FILTER_INVALID'
  | 'STACK_TABLE_DIFFERS'
  | 'STACK_TABLE_ELSEWHERE'
  | 'STACK_REFUSED';

/** A stack that cannot be brought up. The message begins with where: the file, or the resource's address. */
export class StackError extends LocalError {
  declare readonly code: StackErrorCode;

  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
