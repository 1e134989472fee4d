import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.js';
import type { WireRequest, WireResponse } from './aws-service.js';
import { parseJsonBody } from './json-body.js';
import type { JsonObject } from './members.js';
import { decodeSegment, queryOf, rawPath } from './request-url.js';

/** One request as a route of a REST-JSON service sees it. */
export interface RestCall {
  /** What stands for `{name}` in the route's path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: WireRequest['headers'];
  readonly body: Buffer;
  /** The body as a JSON object. @throws AwsError 400. */
  json(): JsonObject;
}

export interface RestAnswer {
  /** 200 when left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is written as JSON. */
  readonly body?: object | string;
}

export interface RestRoute {
  readonly method: string;
  /** `/2015-03-31/functions/{name}`. */
  readonly path: string;
  answer(call: RestCall): Promise<RestAnswer> | RestAnswer;
}

/** Answers one REST-JSON request by the first route that fits. */
export async function answerRestJson(
  request: WireRequest,
  routes: readonly RestRoute[],
): Promise<WireResponse> {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  try {
    const { route, path } = findRoute(request, routes);
    const answer = await route.answer({
      path,
      query: queryOf(request),
      headers: request.headers,
      body: request.body,
      json: () => parseJsonBody(request.body),
    });
    const body = typeof answer.body === 'object' ? JSON.stringify(answer.body) : answer.body;
    return {
      status: answer.status ?? 200,
      headers: { ...headers, ...answer.headers },
      body: body ?? '',
    };
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return {
      status: thrown.status,
      headers: { ...headers, 'x-amzn-errortype': thrown.code },
      body: JSON.stringify({ message: thrown.message, ...thrown.members }),
    };
  }
}

function findRoute(
  request: WireRequest,
  routes: readonly RestRoute[],
): { readonly route: RestRoute; readonly path: Readonly<Record<string, string>> } {
  const segments = rawPath(request).replace(/\/$/, '').split('/');
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const path = matchPath(route.path.split('/'), segments);
    if (path !== undefined) return { route, path };
  }
  throw new AwsError(
    404,
    'UnknownOperationException',
    `The local cloud has no operation ${request.method} ${rawPath(request)}.`,
  );
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const names: Record<string, string> = {};
  for (const [index, step] of pattern.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(step)?.[1];
    if (name !== undefined && segment !== '') names[name] = decodeSegment(segment);
    else if (step !== segment) return undefined;
  }
  return names;
}
