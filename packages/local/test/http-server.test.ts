import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../src/index.js';

let cloud: Cloud;
const faults: unknown[] = [];
beforeAll(async () => {
  cloud = await startCloud({
    onEvent: (event) => {
      if (event.type === 'fault') faults.push(event.error);
    },
  });
});
afterAll(async () => {
  await cloud.stop();
  expect(faults).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A request with headers that `fetch` would not send. */
function send(
  path: string,
  headers: Record<string, string>,
  { method = 'POST', body = '' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(cloud.endpoint + path, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const listQueues = { 'x-amz-target': 'AmazonSQS.ListQueues' };

describe('the server', () => {
  test('refuses a web page from elsewhere before any service sees the request', async () => {
    const answer = await send('/', {
      ...listQueues,
      origin: 'http://evil.example',
      'sec-fetch-site': 'cross-site',
    });
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
    });
  });

  test('refuses a re-bound name', async () => {
    expect(await send('/', { ...listQueues, host: 'evil.example' })).toMatchObject({ status: 403 });
  });

  test('answers a request that no service knows with 404', async () => {
    const answer = await send('/nothing', {}, { method: 'GET' });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ __type: 'UnknownOperationException' });
  });

  test('refuses a body over the service’s limit by its length alone', async () => {
    const answer = await send('/', { ...listQueues, 'content-length': '99999999' });
    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(JSON.parse(answer.text)).toMatchObject({ __type: 'RequestEntityTooLarge' });
  });

  test('refuses a body over the limit that hides its length', async () => {
    const body = 'x'.repeat(5_000_000);
    const answer = await send(
      '/',
      { ...listQueues, 'transfer-encoding': 'chunked' },
      { body },
    ).catch(
      // The server closes the connection while the rest is still being sent.
      () => ({ status: 413 }),
    );
    expect(answer.status).toBe(413);
    expect(await send('/', listQueues, { body: '{}' })).toMatchObject({ status: 200 });
  });

  test('takes a request in the form that proxies send', async () => {
    const text = await raw(
      `POST ${cloud.endpoint}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 200/);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n'],
    // Over Node's 16 KB, and yet read at once: what is left unread would reset the connection.
    ['huge headers', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('answers %s with 4xx and goes on', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(await send('/', listQueues, { body: '{}' })).toMatchObject({ status: 200 });
  });

  test('survives a client that leaves in the middle of its body', async () => {
    const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1');
    socket.write(
      'POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 100\r\n\r\n{',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect(await send('/', listQueues, { body: '{}' })).toMatchObject({ status: 200 });
  });
});

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(cloud.endpoint).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

describe('the inspection API', () => {
  const json = { 'content-type': 'application/json' };

  test('shows what is there', async () => {
    cloud.queues.create('seen');
    const { text } = await send('/_millrace/state', {}, { method: 'GET' });
    expect(JSON.parse(text)).toMatchObject({
      endpoint: cloud.endpoint,
      queues: [{ name: 'seen', visible: 0 }],
      tables: [],
      buses: [{ name: 'default', published: 0 }],
    });
  });

  test('tells what happens, and waits for it', async () => {
    const queue = cloud.queues.create('told');
    const { next } = JSON.parse((await send('/_millrace/log', {}, { method: 'GET' })).text);
    const later = send(`/_millrace/log?after=${next}&wait=10`, {}, { method: 'GET' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    cloud.queues.send(queue, { body: 'news' });
    expect(JSON.parse((await later).text)).toMatchObject({
      events: [{ place: next + 1, type: 'message-sent', queueName: 'told', body: 'news' }],
      next: next + 1,
    });
  });

  test('changes nothing for a form of a web page', async () => {
    const form = { 'content-type': 'text/plain' };
    expect(await send('/_millrace/tables/x/split', form, { body: '{}' })).toMatchObject({
      status: 415,
    });
  });

  test('refuses what it cannot do in one sentence', async () => {
    const faulty = await send('/_millrace/functions/f/faults', json, { body: '{"kind":"burn"}' });
    expect(faulty).toMatchObject({
      status: 400,
      text: expect.stringContaining('error, slow, crash'),
    });
    expect(await send('/_millrace/log?after=x', {}, { method: 'GET' })).toMatchObject({
      status: 400,
    });
    const split = await send('/_millrace/tables/none/split', json, { body: '{}' });
    expect(split.status).toBe(400);
  });

  test('asks for its token once the cloud is open to the network', async () => {
    const open = await startCloud({ host: '0.0.0.0' });
    try {
      const port = new URL(open.endpoint).port;
      const fail = (token: string) =>
        fetch(`http://127.0.0.1:${port}/_millrace/events/faults`, {
          method: 'POST',
          headers: { ...json, 'x-millrace-token': token },
          body: '{"count":1}',
        });
      expect((await fail('guess')).status).toBe(403);
      expect((await fail(open.token ?? '')).status).toBe(200);
    } finally {
      await open.stop();
    }
  });
});
