import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalError, messageOf } from '../errors.js';
import { AwsError } from '../wire/aws-error.js';
import type { AwsService, WireRequest, WireResponse } from '../wire/aws-service.js';
import { foreignRequest } from './foreign-request.js';
import { readBody } from './read-body.js';

/** The largest body that any service may ask for: Lambda's 50 MB zip in base64, with room. */
export const defaultBodyLimit = 100 * 1024 * 1024;

export interface HttpServerOptions {
  /** Address to listen on. Anything but a loopback address opens the cloud to the network. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Host names beside `localhost` and IP literals that clients may use, such as `host.docker.internal`. */
  readonly allowedHosts?: readonly string[];
  /** Told of a fault inside a service; the client sees a 500. */
  readonly onFault: (fault: unknown, request: Pick<WireRequest, 'method' | 'url'>) => void;
}

/** Answers requests by itself, piece by piece if it likes. Foreign requests never reach it. */
export type PathListener = (message: IncomingMessage, reply: ServerResponse) => void;

interface Mount {
  readonly prefix: string;
  readonly listener: PathListener;
}

/** The one HTTP server of the local cloud; `serve` may be called while it runs. */
export interface HttpServer {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8000`: what goes into `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** Adds services; the first that accepts a request answers it. */
  serve(services: readonly AwsService[]): void;
  /** Hands requests whose path begins with `prefix` to a listener, before any service. Call the result to end it. */
  mount(prefix: string, listener: PathListener): () => void;
  close(): Promise<void>;
}

/**
 * Listens on one port for all services.
 * @throws LocalError `PORT_TAKEN`, `PORT_DENIED`, `HOST_UNKNOWN` or `LISTEN_FAILED`.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const services: AwsService[] = [];
  const mounts = new Set<Mount>();
  const server = createServer((message, reply) => {
    void answer(message, reply, { services, mounts }, options);
  });
  // SDK clients keep connections for minutes; a server that closes first makes them fail at random.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 130_000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    host: options.host,
    port,
    endpoint: `http://${urlHost(options.host)}:${port}`,
    serve: (more) => {
      services.push(...more);
    },
    mount: (prefix, listener) => {
      const mount = { prefix, listener };
      mounts.add(mount);
      return () => mounts.delete(mount);
    },
    close: () => closeServer(server),
  };
}

async function answer(
  message: IncomingMessage,
  reply: ServerResponse,
  { services, mounts }: { services: readonly AwsService[]; mounts: ReadonlySet<Mount> },
  options: HttpServerOptions,
): Promise<void> {
  const head = {
    method: message.method ?? 'GET',
    url: originForm(message.url ?? '/'),
    headers: message.headers,
    body: Buffer.alloc(0),
  };
  try {
    const reason = foreignRequest(message.headers, options.allowedHosts);
    if (reason !== undefined) throw new AwsError(403, 'AccessDeniedException', reason);
    const mount = [...mounts].find(({ prefix }) => head.url.startsWith(prefix));
    if (mount !== undefined) {
      mount.listener(message, reply);
      return;
    }
    const service = services.find((candidate) => candidate.accepts(head));
    if (service === undefined) {
      throw new AwsError(
        404,
        'UnknownOperationException',
        `No service of the local cloud answers ${head.method} ${head.url}.`,
      );
    }
    const body = await readBody(message, service.bodyLimit ?? defaultBodyLimit);
    send(reply, await service.handle({ ...head, body }));
  } catch (thrown) {
    // The rest of a body that nobody reads would be taken for the next request.
    if (!message.complete) reply.setHeader('connection', 'close');
    if (thrown instanceof AwsError) {
      send(reply, errorResponse(thrown));
    } else if (!message.destroyed || message.complete) {
      options.onFault(thrown, head);
      send(
        reply,
        errorResponse(
          new AwsError(500, 'InternalFailure', `The local cloud failed: ${messageOf(thrown)}`),
        ),
      );
    }
  }
}

function send(reply: ServerResponse, response: WireResponse): void {
  // Text goes out in one piece with the head, which bytes would not.
  const { body } = response;
  const length = Buffer.byteLength(body);
  reply.writeHead(response.status, { 'content-length': length, ...response.headers });
  reply.end(body);
}

function errorResponse(error: AwsError): WireResponse {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-errortype': error.code,
      'x-amzn-requestid': randomUUID(),
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

// A proxy's client sends the whole URL; services know paths only.
function originForm(url: string): string {
  const absolute = /^https?:\/\/[^/?]*(.*)$/i.exec(url);
  const path = absolute?.[1] ?? url;
  return path.startsWith('/') ? path : `/${path}`;
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(listenError(error, `${urlHost(host)}:${port}`)),
    );
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, address: string): LocalError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new LocalError(
        'PORT_TAKEN',
        `Another program listens on ${address}. Stop it, or choose another port (0 takes a free one).`,
        { cause: error },
      );
    case 'EACCES':
      return new LocalError(
        'PORT_DENIED',
        `This user may not listen on ${address}. Choose a port of 1024 or above.`,
        { cause: error },
      );
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return new LocalError(
        'HOST_UNKNOWN',
        `This machine has no address for ${address}. Use 127.0.0.1.`,
        { cause: error },
      );
    default:
      return new LocalError('LISTEN_FAILED', `Could not listen on ${address}: ${error.message}`, {
        cause: error,
      });
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Long polls and SDK keep-alive connections would hold the server open for minutes.
    server.closeAllConnections();
  });
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
