import { validationError } from './lambda-errors.js';

/** A function as a caller names it. */
export interface FunctionReference {
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier?: string;
}

const pattern =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:|(?:\d{12}:)?function:|\d{12}:function:)?(?<name>[a-zA-Z0-9-_]{1,64})(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]{1,128}))?$/;

/**
 * Reads a name, a partial ARN or a full ARN, each with or without a qualifier.
 * @throws AwsError 400 ValidationException.
 */
export function parseFunctionReference(text: string): FunctionReference {
  const groups = pattern.exec(text)?.groups;
  const name = groups?.['name'];
  if (name === undefined) {
    throw validationError(
      text.slice(0, 256),
      'functionName',
      'Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?',
    );
  }
  const qualifier = groups?.['qualifier'];
  return qualifier === undefined ? { name } : { name, qualifier };
}
