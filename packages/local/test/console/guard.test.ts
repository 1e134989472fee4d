import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startConsole } from '../../src/index.js';
import { type OpenedConsole, openConsole } from './support.js';

let opened: OpenedConsole;
beforeAll(async () => {
  opened = await openConsole();
});
afterAll(() => opened.close());

const split = { type: 'split-shard', tableName: 'orders' };

describe('the console’s page', () => {
  test('carries a token of its own, and may load nothing from elsewhere', async () => {
    const response = await fetch(opened.console.url);
    expect(await response.text()).toContain(`content="${opened.token}"`);
    expect(opened.token).toHaveLength(32);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('has files that are kept by the browser, since their names change with them', async () => {
    const response = await fetch(`${opened.console.url}assets/index-1.js`);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  test('is found without the slash at the end', async () => {
    const response = await fetch(opened.console.url.slice(0, -1));
    expect(response.url).toBe(opened.console.url);
    expect(response.status).toBe(200);
  });

  test.each([
    '..%2f..%2fpackage.json',
    '%2e%2e/package.json',
    'assets/%2e%2e/secret',
    'nothing.js',
    'constructor',
  ])('never leads out of its folder: %s', async (path) => {
    const response = await fetch(`${opened.console.url}${path}`);
    expect(response.status).toBe(404);
  });

  test('says how to build it where it is not built', () => {
    expect(() => startConsole(opened.cloud, { folder: '/nowhere' })).toThrow(
      'There is no console in /nowhere. Build it: pnpm --filter @millrace/console bundle.',
    );
  });
});

describe('a change that is asked for', () => {
  test('is refused without the page’s token', async () => {
    const response = await opened.post('api/act', split, { 'x-millrace-token': 'guess' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'WRONG_TOKEN' });
  });

  test('is refused from another site’s page', async () => {
    const response = await opened.post('api/act', split, { origin: 'http://example.com' });
    expect(response.status).toBe(403);
  });

  test('is refused from a page of another port of this machine', async () => {
    const response = await opened.post('api/act', split, { origin: 'http://127.0.0.1:1' });
    expect(response.status).toBe(403);
  });

  test('is refused without any origin, as a form or an image would send it', async () => {
    const response = await fetch(`${opened.console.url}api/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-millrace-token': opened.token },
      body: JSON.stringify(split),
    });
    expect(await response.json()).toMatchObject({ code: 'FOREIGN_ORIGIN' });
  });

  test('is refused as anything but JSON', async () => {
    const response = await opened.post('api/act', split, { 'content-type': 'text/plain' });
    expect(response.status).toBe(415);
  });

  test('is refused by GET', async () => {
    const response = await fetch(`${opened.console.url}api/act`);
    expect(response.status).toBe(405);
  });

  test.each([
    [[], 'The request must be a JSON object.'],
    [{}, 'Please give "type": a text of 1 to 2048 characters.'],
    [{ type: 'fly' }, 'There is no action "fly"'],
    [{ type: 'delete-order', orderId: 7 }, 'Please give "orderId"'],
    [
      { type: 'change-mapping', uuid: 'u', batchSize: 0, windowSeconds: 0 },
      'Please give "batchSize": a whole number from 1 to 10000.',
    ],
    [
      { type: 'inject-fault', functionName: 'f', match: 'x', times: 1, kind: 'explode' },
      'Please give "kind": one of error, slow, crash.',
    ],
  ])('names what is wrong with it: %j', async (body, message) => {
    const response = await opened.post('api/act', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
  });

  test.each([100_000, 500_000, 2_000_000])(
    'of %d characters hears that it is too large',
    async (length) => {
      const response = await opened.post('api/bench', { pattern: 'x'.repeat(length) });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ code: 'TOO_LARGE' });
    },
  );
});
