import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

/** An AWS endpoint on this machine whose answers a test scripts. SDK clients speak to it over HTTP. */
export class AwsEndpoint {
  readonly requests: Request[] = [];
  readonly #server: Server;
  readonly #answer: (request: Request) => Answer | Promise<Answer>;

  private constructor(answer: (request: Request) => Answer | Promise<Answer>) {
    this.#answer = answer;
    this.#server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const request = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      this.requests.push(request);
      const { status = 200, headers = {}, body = '' } = await this.#answer(request);
      outgoing.writeHead(status, { 'x-amzn-requestid': 'request-7', ...headers });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  static async listen(
    answer: (request: Request) => Answer | Promise<Answer>,
  ): Promise<AwsEndpoint> {
    const endpoint = new AwsEndpoint(answer);
    await new Promise<void>((resolve) => {
      endpoint.#server.listen(0, '127.0.0.1', resolve);
    });
    return endpoint;
  }

  /** What an SDK client needs to speak to it. */
  get config() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
