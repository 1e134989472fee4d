import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type {
  Action,
  ActionResult,
  BenchReport,
  ChangeRow,
  Frame,
  Hello,
  Refusal,
  Road,
  Story,
} from '../../src/console/contract.js';
import { type Cloud, startCloud, startConsole } from '../../src/index.js';
import { eventually } from '../support/eventually.js';
import { clientSettings } from '../support/serve.js';
import { type StackChanges, writeStack } from '../support/stack.js';

/** A page that is only as much as the server has to know of one. */
async function writePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<meta name="millrace-token" content="" />');
  await writeFile(join(folder, 'assets', 'index-1.js'), 'export {};');
  return folder;
}

/** The events of a feed, as they come. */
async function listen(url: string) {
  const stop = new AbortController();
  const heard: { hello?: Hello; readonly frames: Frame[] } = { frames: [] };
  const response = await fetch(`${url}api/feed`, { signal: stop.signal });
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, name, data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
        if (name === 'hello') heard.hello = JSON.parse(data);
        else heard.frames.push(JSON.parse(data));
      }
    }
  };
  const reading = read().catch(() => undefined);
  await eventually(() => heard.hello, 'the first event');
  return {
    heard,
    stop: async () => {
      stop.abort();
      await reading;
    },
  };
}

/** A cloud with its console, and a person's ways to use it. */
export async function openConsole(changes: StackChanges = {}) {
  const cloud: Cloud = await startCloud({ stackFile: await writeStack(changes) });
  const faults: unknown[] = [];
  const folder = await writePage();
  const console = startConsole(cloud, { folder, onFault: (fault) => faults.push(fault) });
  const page = await (await fetch(console.url)).text();
  const token = /content="([^"]+)"/.exec(page)?.[1] ?? '';
  const feed = await listen(console.url);
  const dynamodb = new DynamoDBClient(clientSettings(cloud.endpoint));

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${console.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: cloud.endpoint,
        'x-millrace-token': token,
        ...headers,
      },
      body: JSON.stringify(body),
    });
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${console.url}${path}`)).json()) as T;
  const act = async (action: Action) => {
    const response = await post('api/act', action);
    const answer = (await response.json()) as ActionResult & Partial<Refusal>;
    return { status: response.status, ...answer };
  };
  const put = (id: string, status = 'PLACED') =>
    dynamodb.send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: id }, status: { S: status } } }),
    );
  const search = (text: string) => get<readonly ChangeRow[]>(`api/records?text=${text}`);
  const road = () => feed.heard.frames.at(-1)?.road ?? feed.heard.hello?.frame.road;

  return {
    cloud,
    console,
    faults,
    token,
    heard: feed.heard,
    post,
    get,
    act,
    put,
    search,
    bench: async (pattern: string) =>
      (await (await post('api/bench', { pattern })).json()) as BenchReport,
    /** Waits until the newest change of a key stands so. */
    rowOf: (key: string, outcome: ChangeRow['outcome']) =>
      eventually(async () => {
        const [row] = await search(key);
        return row?.outcome === outcome ? row : undefined;
      }, `${key} to be ${outcome}`),
    /** Waits until the road that the page sees is so. */
    eventuallyRoad: (look: (road: Road) => boolean, what: string) =>
      eventually(() => {
        const state = road();
        return state !== undefined && look(state) ? state : undefined;
      }, what),
    story: (sequence: string) => get<Story>(`api/story?sequence=${sequence}`),
    close: async () => {
      await feed.stop();
      console.stop();
      dynamodb.destroy();
      await cloud.stop({ finish: false });
    },
  };
}

export type OpenedConsole = Awaited<ReturnType<typeof openConsole>>;
