import { Agent, type IncomingMessage, request } from 'node:http';

/** One invocation as the Runtime API hands it out. */
export interface Invocation {
  readonly requestId: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string | undefined;
  readonly body: string;
}

/**
 * A client of the Lambda Runtime API (2018-06-01): next, response, error, init error. When the
 * runtime's end of the connection is gone, so is the reason to live: the process ends.
 */
export class RuntimeApiClient {
  readonly #host: string;
  readonly #port: string;
  readonly #prefix: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(api: string) {
    const url = new URL(`http://${api}`);
    this.#host = url.hostname;
    this.#port = url.port;
    this.#prefix = `${url.pathname.replace(/\/$/, '')}/2018-06-01/runtime`;
  }

  async next(): Promise<Invocation> {
    const { headers, body } = await this.#call('GET', '/invocation/next');
    return {
      requestId: String(headers['lambda-runtime-aws-request-id']),
      deadlineMs: Number(headers['lambda-runtime-deadline-ms']),
      functionArn: String(headers['lambda-runtime-invoked-function-arn']),
      traceId: headers['lambda-runtime-trace-id']?.toString(),
      body,
    };
  }

  async response(requestId: string, result: string): Promise<void> {
    await this.#call('POST', `/invocation/${requestId}/response`, result);
  }

  async error(requestId: string, payload: object): Promise<void> {
    await this.#call('POST', `/invocation/${requestId}/error`, JSON.stringify(payload));
  }

  async initError(payload: object): Promise<void> {
    await this.#call('POST', '/init/error', JSON.stringify(payload));
  }

  #call(
    method: string,
    path: string,
    body = '',
  ): Promise<{ headers: IncomingMessage['headers']; body: string }> {
    return new Promise((resolve) => {
      const outgoing = request(
        {
          host: this.#host,
          port: this.#port,
          method,
          path: this.#prefix + path,
          agent: this.#agent,
          headers: { 'content-length': Buffer.byteLength(body) },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({ headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') }),
          );
          incoming.on('error', () => process.exit(1));
        },
      );
      outgoing.on('error', () => process.exit(1));
      outgoing.end(body);
    });
  }
}
