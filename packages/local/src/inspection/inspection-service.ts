import { timingSafeEqual } from 'node:crypto';
import type { Buses } from '../bus/buses.js';
import type { Functions } from '../lambda/functions.js';
import type { FaultKind } from '../runtime/faults.js';
import type { LambdaRuntime } from '../runtime/lambda-runtime.js';
import { AwsError as TableRefusal } from '../table/index.js';
import { AwsError } from '../wire/aws-error.js';
import type { AwsService, WireRequest } from '../wire/aws-service.js';
import { Members } from '../wire/members.js';
import { answerRestJson, type RestRoute } from '../wire/rest-json.js';
import { eventJson } from './event-json.js';
import type { EventLog } from './event-log.js';

export interface InspectionOptions {
  readonly log: EventLog;
  readonly buses: Buses;
  readonly functions: Pick<Functions, 'get'>;
  readonly runtime: LambdaRuntime;
  readonly splitShard: (tableName: string, shardId: string | undefined) => Promise<void>;
  readonly rollShards: (tableName: string) => Promise<void>;
  /** What is there: tables, functions, mappings, queues. */
  readonly snapshot: () => Promise<object>;
  /** Asked of every change when it is set: the cloud can then be reached from other machines. */
  readonly token?: string;
}

const prefix = '/_millrace/';
const kinds: readonly FaultKind[] = ['error', 'slow', 'crash'];

/**
 * The local cloud's own API, for the command line and the console: what is there, what happens, and
 * the faults and shard changes that AWS has no call for. JSON over `/_millrace/`.
 */
export function createInspectionService(options: InspectionOptions): AwsService {
  const routes = [...readingRoutes(options), ...changingRoutes(options)];
  return {
    name: 'millrace',
    bodyLimit: 1024 * 1024,
    accepts: (request) => request.url.startsWith(prefix),
    handle: (request) => {
      const refusal = request.method === 'GET' ? undefined : refuseChange(request, options.token);
      return answerRestJson(
        request,
        refusal === undefined
          ? routes
          : routes.map((route) => ({ ...route, answer: () => Promise.reject(refusal) })),
      );
    },
    close: async () => options.log.close(),
  };
}

/** A form of a web page cannot send JSON without asking first; a stranger does not know the token. */
function refuseChange(request: WireRequest, token: string | undefined): AwsError | undefined {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return new AwsError(415, 'UnsupportedMediaType', 'Send the request as application/json.');
  }
  const given = request.headers['x-millrace-token'];
  if (token === undefined || (typeof given === 'string' && isSame(given, token))) return undefined;
  return new AwsError(
    403,
    'AccessDeniedException',
    'The local cloud is open to the network: send the token it was started with as x-millrace-token.',
  );
}

function isSame(given: string, token: string): boolean {
  const one = Buffer.from(given);
  const two = Buffer.from(token);
  return one.length === two.length && timingSafeEqual(one, two);
}

function readingRoutes({ log, buses, snapshot }: InspectionOptions): readonly RestRoute[] {
  return [
    {
      method: 'GET',
      path: `${prefix}state`,
      answer: async () => ({ body: await snapshot() }),
    },
    {
      method: 'GET',
      path: `${prefix}log`,
      answer: async ({ query }) => {
        const after = numberOf(query, 'after', 0, Number.MAX_SAFE_INTEGER);
        const limit = numberOf(query, 'limit', 500, 5_000);
        const events = await log.after(after, limit, numberOf(query, 'wait', 0, 20) * 1000);
        return { body: { events: events.map(eventJson), next: events.at(-1)?.place ?? after } };
      },
    },
    {
      method: 'GET',
      path: `${prefix}events`,
      answer: ({ query }) => ({
        body: { events: buses.published(query.get('bus') ?? undefined) },
      }),
    },
  ];
}

function changingRoutes(options: InspectionOptions): readonly RestRoute[] {
  return [
    {
      method: 'POST',
      path: `${prefix}tables/{name}/split`,
      answer: async (call) => {
        const shardId = new Members(call.json()).string('shardId');
        await refusing(options.splitShard(call.path['name'] ?? '', shardId));
        return { body: {} };
      },
    },
    {
      method: 'POST',
      path: `${prefix}tables/{name}/roll`,
      answer: async ({ path }) => {
        await refusing(options.rollShards(path['name'] ?? ''));
        return { body: {} };
      },
    },
    {
      method: 'POST',
      path: `${prefix}functions/{name}/faults`,
      answer: (call) => {
        const input = new Members(call.json());
        const kind = kinds.find((one) => one === input.requiredString('kind'));
        if (kind === undefined) throw invalid(`kind must be one of ${kinds.join(', ')}.`);
        const { name } = options.functions.get(call.path['name'] ?? '');
        const times = input.integer('times');
        const delayMs = input.integer('delayMs');
        options.runtime.injectFault(name, {
          match: input.string('match') ?? '',
          kind,
          ...(times === undefined ? {} : { times }),
          ...(delayMs === undefined ? {} : { delayMs }),
        });
        return { body: { faults: options.runtime.faultsOf(name) } };
      },
    },
    {
      method: 'DELETE',
      path: `${prefix}functions/{name}/faults`,
      answer: ({ path }) => {
        const { name } = options.functions.get(path['name'] ?? '');
        return { body: { cleared: options.runtime.clearFaults(name) } };
      },
    },
    {
      method: 'POST',
      path: `${prefix}events/faults`,
      answer: (call) => {
        options.buses.failNext(new Members(call.json()).integer('count') ?? 1);
        return { body: {} };
      },
    },
  ];
}

/** The table service has a kind of refusal of its own. */
async function refusing(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (thrown) {
    if (!(thrown instanceof TableRefusal)) throw thrown;
    throw new AwsError(thrown.status, thrown.code, thrown.message);
  }
}

function numberOf(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= most) return value;
  throw invalid(`${name} must be a whole number from 0 to ${most}.`);
}

function invalid(message: string): AwsError {
  return new AwsError(400, 'ValidationException', message);
}
