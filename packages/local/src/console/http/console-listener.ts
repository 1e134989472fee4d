import type { IncomingMessage, ServerResponse } from 'node:http';
import { StreamSourceError } from '@millrace/mapping';
import { messageOf } from '../../errors.js';
import type { PathListener } from '../../server/http-server.js';
import { readAction } from '../acts/read-action.js';
import { BodyReader } from '../body-reader.js';
import type { ConsoleDesk } from '../console-desk.js';
import type { Endpoints, Refusal } from '../contract.js';
import { RefusalError } from '../refusal-error.js';
import type { Feed } from './feed.js';
import { checkIsLocal, checkIsOwnPage } from './guard.js';
import type { PageFiles } from './page-files.js';

const BODY_LIMIT = 64 * 1024;
/** Of a larger body so much is read and forgotten, so that its sender hears the refusal. */
const DRAINED_LIMIT = 16 * BODY_LIMIT;
const PATTERN_LENGTH = 20_000;

export interface ListenerParts {
  readonly desk: ConsoleDesk;
  readonly feed: Feed;
  readonly files: PageFiles;
  readonly token: string;
  /** The path that everything of the console begins with, with a slash at its end. */
  readonly base: string;
  /** Told of a fault of the console's own; the page sees a 500. */
  readonly onFault: (error: unknown) => void;
}

type ReadPath = Endpoints['search' | 'story'];
type WritePath = Endpoints['bench' | 'explain' | 'act'];

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    // Who is cut off while still sending may never hear why.
    if (size <= BODY_LIMIT) chunks.push(chunk);
    else if (size > DRAINED_LIMIT) break;
  }
  if (size > BODY_LIMIT) {
    throw new RefusalError(413, 'TOO_LARGE', `The request is larger than ${BODY_LIMIT} bytes.`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RefusalError(400, 'BAD_REQUEST', 'The request is not JSON.');
  }
}

function sendJson(reply: ServerResponse, status: number, value: unknown): void {
  reply.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  reply.end(JSON.stringify(value));
}

/** A client's mistake by the AWS SDK's own word; what it says is shown to the person. */
function refusalOf(error: unknown): RefusalError | undefined {
  if (error instanceof RefusalError) return error;
  const word = error instanceof StreamSourceError ? error.cause : error;
  const isClientFault = word instanceof Error && '$fault' in word && word.$fault === 'client';
  return isClientFault ? new RefusalError(400, word.name, word.message) : undefined;
}

/** Makes the console's part of the server: its files, its feed, its questions and its actions. */
export function createConsoleListener(parts: ListenerParts): PathListener {
  const { desk, feed, files, token, base } = parts;

  const reads: Readonly<Record<ReadPath, (query: URLSearchParams) => unknown>> = {
    'api/records': (query) => desk.search(query.get('text') ?? ''),
    'api/story': (query) => desk.story(query.get('sequence') ?? ''),
  };
  const writes: Readonly<Record<WritePath, (body: unknown) => unknown>> = {
    'api/bench': (body) => {
      const reader = new BodyReader(body);
      return desk.bench(reader.text('pattern', PATTERN_LENGTH), reader.optionalText('tableName'));
    },
    'api/explain': (body) => {
      const reader = new BodyReader(body);
      return desk.explain(reader.text('pattern', PATTERN_LENGTH), reader.text('sequence'));
    },
    'api/act': (body) => desk.act(readAction(body)),
  };

  const answer = async (message: IncomingMessage, reply: ServerResponse): Promise<void> => {
    checkIsLocal(message);
    const url = new URL(message.url ?? '/', 'http://console');
    const path = url.pathname.slice(base.length);
    if (url.pathname === base.slice(0, -1)) {
      reply.writeHead(308, { location: base }).end();
    } else if (Object.hasOwn(writes, path)) {
      if (message.method !== 'POST') throw new RefusalError(405, 'METHOD', 'Use POST.');
      checkIsOwnPage(message, token);
      const body = await readJson(message);
      sendJson(reply, 200, await writes[path as WritePath](body));
    } else if (message.method !== 'GET') {
      throw new RefusalError(405, 'METHOD', 'Use GET.');
    } else if (path === 'api/feed') {
      await desk.prepare();
      feed.open(reply);
    } else if (Object.hasOwn(reads, path)) {
      sendJson(reply, 200, reads[path as ReadPath](url.searchParams));
    } else {
      // Who asks for the page will listen in a moment; the look is done by then. One that fails is
      // told to the feed, which asks again.
      if (path === '') desk.prepare().catch(() => undefined);
      const { headers, content } = await files.read(path);
      reply.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(content) });
      reply.end(content);
    }
  };

  return (message, reply) => {
    answer(message, reply).catch((error: unknown) => {
      const refusal = refusalOf(error);
      if (refusal === undefined) parts.onFault(error);
      // The rest of a body that nobody reads would be taken for the next request.
      if (!message.complete) reply.setHeader('connection', 'close');
      sendJson(reply, refusal?.status ?? 500, {
        code: refusal?.code ?? 'FAULT',
        message: refusal?.message ?? `The console failed: ${messageOf(error)}`,
      } satisfies Refusal);
    });
  };
}
