import { AwsError } from '../wire/aws-error.js';

/** Lambda's refusals, in the words recorded from it. */
export function invalidParameterValue(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValueException', message, {
    members: { Type: 'User' },
  });
}

/** A value that breaks the service's model; unlike the others its body has no `Type`. */
export function validationError(value: unknown, member: string, constraint: string): AwsError {
  const shown = value === undefined || value === null ? 'Value null' : `Value '${value}'`;
  return new AwsError(
    400,
    'ValidationException',
    `1 validation error detected: ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

/** The body of a 404 has `Message` with a capital, as recorded. */
export function notFound(message: string): AwsError {
  return new AwsError(404, 'ResourceNotFoundException', message, {
    members: { Type: 'User', Message: message },
  });
}

export function conflict(message: string): AwsError {
  return new AwsError(409, 'ResourceConflictException', message, { members: { Type: 'User' } });
}

/** Checks a number against the model's range. @throws AwsError 400 ValidationException. */
export function inRange<T extends number | undefined>(
  value: T,
  member: string,
  min: number,
  max: number,
): T {
  if (value === undefined) return value;
  if (value > max) {
    throw validationError(value, member, `Member must have value less than or equal to ${max}`);
  }
  if (value < min) {
    throw validationError(value, member, `Member must have value greater than or equal to ${min}`);
  }
  return value;
}
