import { describe, expect, test } from '@jest/globals';
import { StreamSourceError } from '@millrace/mapping';
import { CliError } from '../output/cli-error.js';
import { explainError } from './explain-error.js';

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name }, more);
const service = (name: string, message: string, httpStatusCode = 400) =>
  named(name, message, { $metadata: { httpStatusCode } });

describe('an error is explained', () => {
  test.each([
    [new Error('Region is missing'), 'NO_REGION', /--region/],
    [named('CredentialsProviderError', 'none'), 'NO_CREDENTIALS', /aws sso login/],
    [named('TokenProviderError', 'Token is expired'), 'NO_CREDENTIALS', /aws sso login/],
    [service('ExpiredTokenException', 'expired'), 'CREDENTIALS_EXPIRED', /Sign in again/],
    [service('ExpiredToken', 'expired'), 'CREDENTIALS_EXPIRED', /Sign in again/],
    [service('UnrecognizedClientException', 'invalid'), 'CREDENTIALS_REFUSED', /Sign in/],
    [service('SignatureDoesNotMatch', 'not the same'), 'CREDENTIALS_REFUSED', /Sign in/],
    [service('InvalidSignatureException', 'Signature expired: now'), 'CLOCK_WRONG', /clock/],
    [service('AccessDeniedException', 'not authorized', 403), 'ACCESS_DENIED', /right/],
    [service('AccessDenied', 'no', 403), 'ACCESS_DENIED', /right/],
    [service('ThrottlingException', 'Rate exceeded'), 'THROTTLED', /again/],
    [service('AWS.SimpleQueueService.NonExistentQueue', 'gone'), 'QUEUE_NOT_FOUND', /URL/],
    [service('QueueDoesNotExist', 'gone'), 'QUEUE_NOT_FOUND', /URL/],
    [service('NoSuchBucket', 'gone', 404), 'BUCKET_NOT_FOUND', /name/],
    [service('InternalServerError', 'oops', 500), 'SERVICE_FAILED', /again/],
    [
      service('SyntaxError', 'Unexpected token <\n  Deserialization error: to see', 502),
      'UNEXPECTED_ANSWER',
      /--endpoint/,
    ],
    [named('TimeoutError', 'took too long'), 'ETIMEDOUT', /network/],
    [named('Error', 'hang up', { code: 'ECONNRESET' }), 'ECONNRESET', /network/],
    [named('Error', 'who', { code: 'ENOTFOUND', hostname: 'h' }), 'ENOTFOUND', /--endpoint/],
    [named('Error', 'wrong version number', { code: 'EPROTO' }), 'EPROTO', /http:/],
    [named('Error', 'self', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), /CERT/, /NODE_EXTRA/],
    [named('Error', 'full', { code: 'ENOSPC', syscall: 'write' }), 'ENOSPC', /disk is full/],
    [named('Error', 'none', { code: 'ENOENT', syscall: 'open' }), 'ENOENT', /folder first/],
  ])('%s', (error, code, mend) => {
    const explained = explainError(error);
    expect(explained?.code).toMatch(code);
    expect(explained?.mend).toMatch(mend);
    expect(explained?.message).not.toContain('\n');
  });

  test('by its own words, where it is one of ours', () => {
    const error = new CliError('TABLE_NOT_FOUND', 'There is no table x. Check its name.');
    expect(explainError(error)).toEqual({ code: 'TABLE_NOT_FOUND', message: error.message });
  });

  test('by what is behind it, where a stream could not be read', () => {
    const refused = (reason: 'unavailable' | 'not-found', cause: Error) =>
      new StreamSourceError(reason, 'the stream refused', { cause });
    const expired = refused('unavailable', service('ExpiredTokenException', 'expired'));
    expect(explainError(expired)?.code).toBe('CREDENTIALS_EXPIRED');
    const gone = refused('not-found', service('ResourceNotFoundException', 'no stream'));
    expect(explainError(gone)).toMatchObject({
      code: 'STREAM_NOT_FOUND',
      message: 'the stream refused',
    });
  });

  test.each([
    [new TypeError('x is undefined')],
    [named('TypeError', 'bad argument', { code: 'ERR_INVALID_ARG_TYPE' })],
    ['a text'],
  ])('not where it is a defect: %s', (error) => {
    expect(explainError(error)).toBeUndefined();
  });
});
