import type { Item } from '../attribute-value.js';
import { AwsError, dynamoException } from '../aws-error.js';

/** Why one action of a transaction stands in its way, or that it does not. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  /** The item that made a condition fail, for an action that asked for it. */
  readonly Item?: Item;
}

/** An action that would have gone through. */
export const NO_REASON: CancellationReason = { Code: 'None' };

/** The reason that an action's own error is. Errors that are not about this action go on. */
export function reasonOf(error: unknown, item: Item | undefined): CancellationReason {
  if (!(error instanceof AwsError)) throw error;
  switch (error.code) {
    case 'ConditionalCheckFailedException':
      return {
        Code: 'ConditionalCheckFailed',
        Message: error.message,
        ...(item === undefined ? {} : { Item: item }),
      };
    case 'ValidationException':
      return { Code: 'ValidationError', Message: error.message };
    default:
      throw error;
  }
}

/** The answer to a transaction that cannot be, with a reason for each action in their order. */
export function transactionCanceled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return dynamoException(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}
