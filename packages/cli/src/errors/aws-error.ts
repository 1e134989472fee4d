import type { Explanation } from './explanation.js';

/** What the SDK adds to an error of a service. */
interface ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

const SIGN_IN =
  'Sign in (aws sso login), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const LOCAL = 'For a local cloud give --endpoint.';

/** Names of errors, which services word in their own ways, and what they come to. The first that fits counts. */
const REFUSALS: readonly (readonly [RegExp, string, string])[] = [
  [
    /Signature (expired|not yet current)|RequestTimeTooSkewed/,
    'CLOCK_WRONG',
    "This machine's clock is wrong: set it (timedatectl set-ntp true) and try again.",
  ],
  [
    /^(ExpiredToken|RequestExpired)/,
    'CREDENTIALS_EXPIRED',
    'Sign in again (aws sso login), or renew those of AWS_PROFILE or of the environment.',
  ],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|AuthFailure)/,
    'CREDENTIALS_REFUSED',
    `AWS does not know these credentials. ${SIGN_IN}`,
  ],
  [
    /^(AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|KMSAccessDenied)/,
    'ACCESS_DENIED',
    'Give this user the right that is named, or use another one: AWS_PROFILE.',
  ],
  [
    /^(Throttl|TooManyRequests|LimitExceeded|RequestLimitExceeded|ProvisionedThroughput|RequestThrottled|SlowDown)/,
    'THROTTLED',
    'It was asked again and again, in vain: others ask too often, too. Try again in a minute.',
  ],
  [
    /NonExistentQueue|QueueDoesNotExist/,
    'QUEUE_NOT_FOUND',
    "Check the queue's URL, --region and --endpoint.",
  ],
  [/^NoSuchBucket/, 'BUCKET_NOT_FOUND', "Check the bucket's name, --region and --endpoint."],
];

/** What an error of the SDK or of a service means to a user; undefined for any other error. */
export function explainAwsError(error: Error): Explanation | undefined {
  const { name, message } = error;
  if (/^(Credentials|Token)Provider/.test(name)) {
    return {
      code: 'NO_CREDENTIALS',
      message: `No AWS credentials were found: ${message}`,
      mend: `${SIGN_IN} ${LOCAL}`,
    };
  }
  if (message === 'Region is missing') {
    return {
      code: 'NO_REGION',
      message: 'No AWS region is set',
      mend: `Name it: --region eu-central-1, or AWS_REGION. ${LOCAL}`,
    };
  }
  return isServiceError(error) ? explainService(error) : undefined;
}

function explainService(error: ServiceError): Explanation {
  const { name, message, $metadata } = error;
  const { httpStatusCode: status = 0 } = $metadata;
  if (/Deserialization error/.test(message)) {
    return {
      code: 'UNEXPECTED_ANSWER',
      message: `What answered is no AWS service (HTTP ${status}): ${message.split('\n')[0]}`,
      mend: 'Check --endpoint, and whether a proxy or a login page answers in its place.',
    };
  }
  const said = `${name}: ${message}`;
  const known = REFUSALS.find(([pattern]) => pattern.test(said));
  if (known !== undefined) return { code: known[1], message: said, mend: known[2] };
  return status >= 500
    ? { code: 'SERVICE_FAILED', message: said, mend: 'Try again in a minute.' }
    : { code: 'SERVICE_REFUSED', message: said };
}

function isServiceError(error: Error): error is ServiceError {
  return '$metadata' in error;
}
