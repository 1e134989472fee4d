import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../server/read-body.js';
import { AwsError } from '../wire/aws-error.js';

/** Lambda's limit on an answer, in bytes: 6 MB and a little for the envelope. */
export const largestResponse = 6 * 1024 * 1024 + 100;

/** An invocation on its way to a child. */
export interface HandedInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly deadlineMs: number;
  readonly payload: string;
}

/** What one child says over the Runtime API. */
export interface RuntimeApiSession {
  /** The child is free. The session answers when it has work, now or later. */
  next(hand: (invocation: HandedInvocation) => void): void;
  response(requestId: string, payload: string): void;
  error(requestId: string, payload: string): void;
  initError(payload: string): void;
}

/**
 * The Lambda Runtime API (2018-06-01) for all children, on a port of its own. Each child has an
 * unguessable path, so that nothing else on this machine can answer in its place.
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #sessions = new Map<string, RuntimeApiSession>();

  private constructor(server: Server) {
    this.#server = server;
    // A child waits in `next` for as long as there is no work.
    server.keepAliveTimeout = 0;
    server.requestTimeout = 0;
  }

  static start(): Promise<RuntimeApi> {
    return new Promise((resolve, reject) => {
      const server = createServer((message, reply) => {
        void api.#answer(message, reply);
      });
      const api = new RuntimeApi(server);
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(api));
    });
  }

  /** Gives a child its address for `AWS_LAMBDA_RUNTIME_API`, and the way to take it back. */
  open(session: RuntimeApiSession): { readonly address: string; readonly close: () => void } {
    const token = randomBytes(16).toString('hex');
    this.#sessions.set(token, session);
    const { port } = this.#server.address() as AddressInfo;
    return {
      address: `127.0.0.1:${port}/${token}`,
      close: () => {
        this.#sessions.delete(token);
      },
    };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(message: IncomingMessage, reply: ServerResponse): Promise<void> {
    const route = /^\/([0-9a-f]{32})\/2018-06-01\/runtime\/(.+)$/.exec(message.url ?? '');
    const session = this.#sessions.get(route?.[1] ?? '');
    if (session === undefined) return accept(reply, 403);
    const action = route?.[2] ?? '';
    if (message.method === 'GET' && action === 'invocation/next') {
      return session.next((invocation) => handOver(reply, invocation));
    }
    const report = /^invocation\/([^/]+)\/(response|error)$/.exec(action);
    if (message.method !== 'POST' || (report === null && action !== 'init/error')) {
      return accept(reply, 404);
    }
    try {
      const body = (await readBody(message, largestResponse)).toString('utf8');
      if (report === null) session.initError(body);
      else if (report[2] === 'response') session.response(report[1] ?? '', body);
      else session.error(report[1] ?? '', body);
      accept(reply, 202);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) {
        // The child ended in the middle of its answer; its exit says so.
        reply.destroy();
        return;
      }
      session.error(report?.[1] ?? '', JSON.stringify(responseTooLarge));
      reply.setHeader('connection', 'close');
      accept(reply, 413);
    }
  }
}

const responseTooLarge = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`,
};

function handOver(reply: ServerResponse, invocation: HandedInvocation): void {
  reply.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(invocation.payload),
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': String(Math.ceil(invocation.deadlineMs)),
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
  });
  reply.end(invocation.payload);
}

function accept(reply: ServerResponse, status: number): void {
  reply.writeHead(status, { 'content-length': 0 });
  reply.end();
}
