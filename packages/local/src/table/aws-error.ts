const MODEL = 'com.amazonaws.dynamodb.v20120810#';

/** An error that is an answer: the status and body that AWS sends for it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(String(body['message'] ?? body['Message'] ?? body['__type']));
  }

  /** The error's short name: `ValidationException`. */
  get code(): string {
    return String(this.body['__type']).split('#').pop() ?? '';
  }
}

/** The request is well formed but asks for something that cannot be. */
export function validationException(message: string): AwsError {
  return new AwsError(400, { __type: 'com.amazon.coral.validate#ValidationException', message });
}

/** The body is not JSON, or not of the shape that the operation takes. */
export function serializationException(message?: string): AwsError {
  const body = { __type: 'com.amazon.coral.service#SerializationException' };
  return new AwsError(400, message === undefined ? body : { ...body, Message: message });
}

/** An error of DynamoDB's own model: `ResourceNotFoundException`, `ExpiredIteratorException`. */
export function dynamoException(
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): AwsError {
  return new AwsError(400, { __type: `${MODEL}${code}`, message, ...more });
}

/**
 * What a client sees of a fault that is ours.
 *
 * @param message - none unless it surely holds no one's data
 */
export function internalServerError(
  message = 'The request processing has failed because of an unknown error.',
): AwsError {
  return new AwsError(500, { __type: `${MODEL}InternalServerError`, message });
}
