import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call of an AWS client, as it arrives. */
export interface Call {
  /** `GetRecords`; the path for what has no such name. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a front answers itself: a result, or an error by its AWS name. */
export type Answer =
  | { readonly result: object }
  | { readonly error: string; readonly status?: number }
  /** The call goes on to the local cloud with this input. */
  | { readonly input: object };

/**
 * A server before the local cloud that answers some calls itself, the way AWS does: for a service that the
 * local cloud has not got, and for what it cannot be brought to do. All else goes through unchanged. Like
 * AWS it knows nothing of `/_millrace/`.
 */
export class Front {
  readonly #server: Server;
  /** What is to be answered here; undefined lets a call through. */
  answer: (call: Call) => Answer | undefined = () => undefined;

  private constructor(private readonly behind: string) {
    this.#server = createServer(async (incoming, outgoing) => {
      const body = await buffer(incoming);
      const { url = '/', method, headers } = incoming;
      const target = String(headers['x-amz-target'] ?? url);
      const call = { operation: target.split('.').at(-1) ?? target, input: inputOf(body) };
      const answer = url.startsWith('/_millrace/')
        ? { error: 'NotFound', status: 404 }
        : this.answer(call);
      if (answer !== undefined && !('input' in answer)) return reply(outgoing, answer);
      const sent = answer === undefined ? body : Buffer.from(JSON.stringify(answer.input));
      const { host: _host, 'content-length': _length, ...rest } = headers;
      const onward = request(new URL(url, this.behind), {
        method,
        headers: { ...rest, 'content-length': sent.length },
      });
      onward.on('response', (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(sent);
    });
  }

  static async before(endpoint: string): Promise<Front> {
    const front = new Front(endpoint);
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function inputOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return {};
  }
}

function reply(outgoing: ServerResponse, answer: Exclude<Answer, { input: object }>): void {
  const isError = 'error' in answer;
  outgoing.writeHead(isError ? (answer.status ?? 400) : 200, {
    'content-type': 'application/x-amz-json-1.0',
  });
  const body = isError
    ? { __type: `com.amazonaws#${answer.error}`, message: `${answer.error}, as AWS says it` }
    : answer.result;
  outgoing.end(JSON.stringify(body));
}
