import { describe, expect, test } from '@jest/globals';
import { connectionOf } from './connection.js';

describe('a connection', () => {
  test('to this machine needs no credentials and no region', () => {
    expect(connectionOf({ endpoint: 'http://127.0.0.1:8000' }, {})).toEqual({
      endpoint: 'http://127.0.0.1:8000',
      region: 'eu-central-1',
      isLocal: true,
      credentials: { accessKeyId: 'millrace', secretAccessKey: 'millrace' },
    });
  });

  test('to another machine is never given made-up credentials', () => {
    for (const endpoint of ['https://example.com', 'http://127.0.0.1.example.com:8000']) {
      const connection = connectionOf({ endpoint, region: 'eu-west-1' }, {});
      expect(connection).toEqual({ endpoint, region: 'eu-west-1', isLocal: false });
    }
  });

  test('uses the credentials that are set, wherever it goes', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'a', AWS_ENDPOINT_URL: 'http://localhost:8000' };
    expect(connectionOf({}, environment).credentials).toBeUndefined();
  });

  test('prefers the flag, then the ARN, then the environment for the region', () => {
    const environment = { AWS_REGION: 'eu-north-1' };
    expect(connectionOf({ region: 'a' }, environment).region).toBe('a');
    expect(connectionOf({}, environment, 'b').region).toBe('b');
    expect(connectionOf({}, environment).region).toBe('eu-north-1');
  });

  test('refuses a region that is not the one of the ARN, except at an endpoint, which has but one', () => {
    expect(() => connectionOf({ region: 'a' }, {}, 'b')).toThrow(/--region is a, .* is in b/);
    const local = { region: 'a', endpoint: 'http://127.0.0.1:8000' };
    expect(connectionOf(local, {}, 'b').region).toBe('a');
    expect(connectionOf({ region: 'b' }, {}, 'b').region).toBe('b');
  });

  test('refuses an endpoint that is no URL', () => {
    expect(() => connectionOf({ endpoint: '127.0.0.1:8000' }, {})).toThrow(/Write one like http/);
  });
});
