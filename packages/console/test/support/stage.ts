import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type {
  Action,
  BenchReport,
  ChangeRow,
  ExplainQuestion,
  FilterVerdict,
  Refusal,
} from '../../src/contract/contract.js';
import {
  generatedChange,
  generatedFrame,
  generatedHello,
  generatedStory,
  type Weather,
} from './generated-road.js';

const dist = join(__dirname, '../../dist');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
export const pageToken = 'the-token-of-this-page';
const ROWS = 40;
const FRAME_MS = 250;

/** The built page, with a generated road behind it instead of a cloud. */
export interface Stage {
  readonly url: string;
  /** What the pages asked to be done, of all tests. */
  readonly actions: readonly Action[];
  /** Pages that listen to the feed. */
  readonly listening: number;
  weather: Weather;
  /** Answers the next action with this instead of doing it. */
  refuseNext: Refusal | undefined;
  /** Drops the connections that are open and refuses new ones, or takes them again. */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
}

async function readBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function report(rows: readonly ChangeRow[], pattern: string): BenchReport {
  const none = { unfiltered: 0, filtered: 0 };
  const nothing = { tested: 0, passed: 0, fullBatches: none, oneByOne: none, rows: [] };
  try {
    JSON.parse(pattern);
  } catch {
    return {
      ...nothing,
      fault: { path: 'eventName', message: 'Invalid filter pattern definition. (it is no JSON)' },
      warnings: [],
    };
  }
  const tested = rows.map((row) => ({ row, passes: row.kind === 'insert' }));
  const passed = tested.filter(({ passes }) => passes).length;
  return {
    tested: rows.length,
    passed,
    warnings: pattern.includes('numeric')
      ? [
          {
            path: 'dynamodb.NewImage.total.N',
            message: 'numeric never matches an N: DynamoDB sends numbers as text',
            mend: 'Compare as text, or filter in the function.',
          },
        ]
      : [],
    fullBatches: { unfiltered: 2, filtered: 1 },
    oneByOne: { unfiltered: rows.length, filtered: passed },
    rows: tested,
    smallest: JSON.stringify(JSON.parse(pattern)),
    builder: "filterFor<Order>().on('INSERT').toPattern()",
  };
}

const verdict = ({ pattern }: ExplainQuestion): FilterVerdict => ({
  pattern,
  matched: false,
  leaves: [
    { path: 'eventName', matched: false, reason: 'eventName is "MODIFY", wanted one of "INSERT"' },
  ],
});

function sendJson(reply: ServerResponse, value: unknown, status = 200): void {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(JSON.stringify(value));
}

async function sendFile(reply: ServerResponse, path: string): Promise<void> {
  const name = normalize(path === '/' ? '/index.html' : path);
  const content = await readFile(join(dist, name)).catch(() => undefined);
  if (content === undefined) {
    reply.writeHead(404).end();
    return;
  }
  reply.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' });
  const html = 'name="millrace-token" content=""';
  reply.end(
    name === '/index.html'
      ? content.toString('utf8').replace(html, html.replace('""', `"${pageToken}"`))
      : content,
  );
}

/** Puts the built page on a stage of its own. */
export async function openStage(weather: Weather): Promise<Stage> {
  const actions: Action[] = [];
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let reachable = true;
  let frames = 0;
  const recent = () =>
    stage.weather === 'empty'
      ? []
      : Array.from({ length: ROWS }, (_, index) => generatedChange(ROWS - index, stage.weather));

  const feed = (reply: ServerResponse) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    const tell = (event: string, data: unknown) =>
      reply.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    tell('hello', generatedHello(frames, stage.weather));
    const timer = setInterval(() => {
      frames += 1;
      tell('frame', generatedFrame(frames, stage.weather));
    }, FRAME_MS);
    timers.add(timer);
    reply.on('close', () => {
      clearInterval(timer);
      timers.delete(timer);
    });
  };

  const answer = async (message: IncomingMessage, reply: ServerResponse) => {
    const url = new URL(message.url ?? '/', 'http://stage');
    switch (url.pathname) {
      case '/api/feed':
        return feed(reply);
      case '/api/records':
        return sendJson(
          reply,
          recent().filter(({ key }) => key.includes(url.searchParams.get('text') ?? '')),
        );
      case '/api/story': {
        const row = recent().find(({ sequence }) => sequence === url.searchParams.get('sequence'));
        return row === undefined
          ? sendJson(
              reply,
              { code: 'UNKNOWN_RECORD', message: 'This record is no longer kept here.' },
              404,
            )
          : sendJson(reply, generatedStory(row));
      }
      case '/api/bench':
        return sendJson(
          reply,
          report(recent(), ((await readBody(message)) as { pattern: string }).pattern),
        );
      case '/api/explain':
        return sendJson(reply, verdict((await readBody(message)) as ExplainQuestion));
      case '/api/act': {
        if (message.headers['x-millrace-token'] !== pageToken) {
          return sendJson(reply, { code: 'TOKEN', message: 'No token.' }, 403);
        }
        const action = (await readBody(message)) as Action;
        const refusal = stage.refuseNext;
        stage.refuseNext = undefined;
        if (refusal !== undefined) return sendJson(reply, refusal, 400);
        actions.push(action);
        return sendJson(reply, { message: `Done: ${action.type}.` });
      }
      default:
        return sendFile(reply, url.pathname);
    }
  };

  const server = createServer((message, reply) => {
    void answer(message, reply);
  });
  server.on('connection', (socket) => {
    if (!reachable) socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stage: Stage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    actions,
    get listening() {
      return timers.size;
    },
    weather,
    refuseNext: undefined,
    setReachable: (value) => {
      reachable = value;
      if (!value) for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearInterval(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stage;
}
