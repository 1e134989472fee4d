import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsService } from '../../../src/wire/aws-service.js';

/** A running HTTP server around one service. */
export interface Served {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** The smallest server there is: every request goes to this service, whole. */
export async function serve(service: AwsService): Promise<Served> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      void service.handle({ method, url, headers, body: Buffer.concat(chunks) }).then((answer) => {
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
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await service.close();
    },
  };
}

/** Listens on a free loopback port and answers with its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
