import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type GitHub, writeStickyComment } from '../src/pipeline/sticky-comment.js';

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: string };
}

let server: Server;
let github: GitHub;
let comments: Comment[];
let refuse: boolean;

beforeEach(async () => {
  comments = [];
  refuse = false;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const answer = answerTo(request.method ?? '', request.url ?? '', text);
      response.writeHead(refuse ? 403 : 200).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  github = { apiUrl: `http://127.0.0.1:${port}`, repository: 'acme/orders', token: 't' };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** As much of GitHub's comments as the client uses. */
function answerTo(method: string, url: string, text: string): unknown {
  const body = text === '' ? '' : (JSON.parse(text) as { body: string }).body;
  if (method === 'POST' && url === '/repos/acme/orders/issues/7/comments') {
    comments.push({ id: comments.length + 1, body, user: { type: 'Bot' } });
    return comments.at(-1);
  }
  const edited = /^\/repos\/acme\/orders\/issues\/comments\/(\d+)$/.exec(url)?.[1];
  if (method === 'PATCH' && edited !== undefined) {
    comments = comments.map((one) => (one.id === Number(edited) ? { ...one, body } : one));
    return {};
  }
  const page = Number(new URL(url, 'http://x').searchParams.get('page'));
  return comments.slice((page - 1) * 100, page * 100);
}

test('the first time a comment is written', async () => {
  expect(await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->one')).toBe('created');
  expect(comments.map(({ body }) => body)).toEqual(['<!-- m -->one']);
});

test('the next time that same comment is rewritten', async () => {
  await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->one');

  expect(await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->two')).toBe('updated');
  expect(comments.map(({ body }) => body)).toEqual(['<!-- m -->two']);
});

test('another stack has a comment of its own', async () => {
  await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->one');
  await writeStickyComment(github, 7, '<!-- n -->', '<!-- n -->one');

  expect(comments).toHaveLength(2);
});

test('it is found behind a hundred others', async () => {
  comments = Array.from({ length: 150 }, (_, id) => ({
    id,
    body: id === 140 ? '<!-- m -->' : 'chat',
    user: { type: 'Bot' },
  }));

  expect(await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->new')).toBe('updated');
});

test("a person's comment is never rewritten, marker or not", async () => {
  comments = [{ id: 1, body: '<!-- m -->mine', user: { type: 'User' } }];

  expect(await writeStickyComment(github, 7, '<!-- m -->', '<!-- m -->one')).toBe('created');
  expect(comments[0]?.body).toBe('<!-- m -->mine');
});

test("GitHub's refusal is passed on", async () => {
  refuse = true;

  await expect(writeStickyComment(github, 7, '<!-- m -->', 'x')).rejects.toThrow(
    'GitHub answered 403 to GET /repos/acme/orders/issues/7/comments',
  );
});
