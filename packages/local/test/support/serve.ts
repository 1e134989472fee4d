import { type HttpServer, startHttpServer } from '../../src/server/http-server.js';
import type { AwsService } from '../../src/wire/aws-service.js';

/** Serves on a free port; a fault inside a service fails the test that caused it. */
export async function serve(
  servicesAt: (endpoint: string) => readonly AwsService[],
): Promise<HttpServer & { readonly faults: unknown[] }> {
  const faults: unknown[] = [];
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    onFault: (fault) => faults.push(fault),
  });
  server.serve(servicesAt(server.endpoint));
  return { ...server, faults };
}

/** What every SDK client of the tests needs. */
export function clientSettings(endpoint: string) {
  return {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  } as const;
}
