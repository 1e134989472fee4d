import { describe, expect, test } from '@jest/globals';
import { foreignRequest } from './foreign-request.js';

describe('a request passes', () => {
  test.each([
    [{ host: '127.0.0.1:8000' }],
    [{ host: 'localhost' }],
    [{ host: '[::1]:8000' }],
    [{ host: '192.168.1.7:8000' }],
    [{ host: 'bucket.localhost:8000' }],
    [{ host: 'localhost:8000', origin: 'http://localhost:8000', 'sec-fetch-site': 'same-origin' }],
    [{ host: 'localhost:8000', 'sec-fetch-site': 'none' }],
  ])('with %j', (headers) => {
    expect(foreignRequest(headers)).toBeUndefined();
  });

  test('with a host that was allowed by name', () => {
    expect(
      foreignRequest({ host: 'Host.Docker.Internal:1' }, ['host.docker.internal']),
    ).toBeUndefined();
  });
});

describe('a request is refused', () => {
  test.each([
    ['of a name bound to this machine', { host: 'evil.example:8000' }],
    ['of a name that only looks local', { host: 'localhost.evil.example' }],
    ['without a host', {}],
    ['of a page elsewhere', { host: 'localhost', 'sec-fetch-site': 'cross-site' }],
    ['of a page on another port', { host: 'localhost:1', 'sec-fetch-site': 'same-site' }],
    ['of another origin', { host: 'localhost:1', origin: 'http://localhost:2' }],
    ['of a page without an origin', { host: 'localhost:1', origin: 'null' }],
    ['of the same name by https', { host: 'localhost:1', origin: 'https://localhost:1' }],
  ])('%s', (_what, headers) => {
    expect(foreignRequest(headers)).toEqual(expect.any(String));
  });
});
