import { LambdaApiError } from './lambda-api-error.js';

/**
 * Refusals that need knowledge of streams, functions and mappings, which only the caller has. Texts
 * as recorded from AWS.
 */
export const refusals = {
  streamNotFound: (streamArn: string) => invalid(`Stream not found: ${streamArn}`),

  functionNotFound: () => invalid('Function does not exist'),

  /** The blanks inside the quotes are AWS's own. */
  mappingExists: (streamArn: string, functionName: string, uuid: string) =>
    new LambdaApiError(
      'ResourceConflictException',
      `The event source arn (" ${streamArn} ") and function (" ${functionName} ") provided mapping ` +
        `already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    ),

  mappingNotFound: () =>
    new LambdaApiError('ResourceNotFoundException', 'The resource you requested does not exist.'),
} as const;

/** The exception of most of Lambda's own checks. */
export function invalid(message: string, cause?: unknown): LambdaApiError {
  return new LambdaApiError(
    'InvalidParameterValueException',
    message,
    cause === undefined ? undefined : { cause },
  );
}
