import { validationException } from '../aws-error.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * @param bytes - of all items of one transaction
 * @throws AwsError ValidationException when that is more than 4 MB
 */
export function checkTransactionSize(bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  throw validationException('Transaction request cannot be larger than 4 MB');
}
