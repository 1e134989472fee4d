/** The exceptions that Lambda's event source mapping calls answer with. */
export type LambdaExceptionName =
  | 'InvalidParameterValueException'
  | 'ValidationException'
  | 'SerializationException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException';

const statusCodes: Readonly<Record<LambdaExceptionName, number>> = {
  InvalidParameterValueException: 400,
  ValidationException: 400,
  SerializationException: 400,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
};

/** A request that AWS would refuse: the same exception, the same text. `code` is its name. */
export class LambdaApiError extends Error {
  override readonly name: LambdaExceptionName;
  readonly statusCode: number;
  /** What the body's `Type` says. Recorded absent on ValidationException. */
  readonly type: 'User' | undefined;

  constructor(name: LambdaExceptionName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.statusCode = statusCodes[name];
    this.type = name === 'ValidationException' ? undefined : 'User';
  }
}
