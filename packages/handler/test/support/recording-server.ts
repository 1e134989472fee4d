import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An AWS endpoint that keeps what real SDK clients send it and answers as it is told. */
export class RecordingServer {
  readonly requests: Recorded[] = [];
  readonly #answer: (request: Recorded) => Answer;
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const recorded = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      this.requests.push(recorded);
      const { status = 200, headers: answered = {}, body = '' } = this.#answer(recorded);
      response.writeHead(status, answered).end(body);
    });
  });

  constructor(answer: (request: Recorded) => Answer) {
    this.#answer = answer;
  }

  async start(): Promise<string> {
    // Clients keep their connections. On a busy machine it would close one that is being used again.
    this.#server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
