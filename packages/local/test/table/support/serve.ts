import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsService } from '../../../src/wire/aws-service.js';

/** A running HTTP server around one service. */
export interface Served {
  readonly endpoint: string;
  /**
   * Holds the next `count` requests back until all have come and starts them in one turn, so that
   * they overlap for sure: a store in memory is done with one before the next comes by itself.
   */
  startTogether(count: number): void;
  close(): Promise<void>;
}

/** The smallest server there is: every request goes to this service, whole. */
export async function serve(service: AwsService): Promise<Served> {
  const gate = new Gate();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      gate.pass(async () => {
        const body = Buffer.concat(chunks);
        const answer = await service.handle({ method, url, headers, body });
        response.writeHead(answer.status, {
          ...answer.headers,
          'content-length': Buffer.byteLength(answer.body),
        });
        response.end(answer.body);
      });
    });
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    startTogether: (count) => gate.hold(count),
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await service.close();
    },
  };
}

class Gate {
  private readonly held: (() => Promise<void>)[] = [];
  private awaited = 0;

  hold(count: number): void {
    this.awaited = count;
  }

  pass(start: () => Promise<void>): void {
    this.held.push(start);
    if (this.held.length < this.awaited) return;
    this.awaited = 0;
    for (const one of this.held.splice(0)) void one();
  }
}

/** Listens on a free loopback port and answers with its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
