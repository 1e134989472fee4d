import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GrpcObject,
  loadPackageDefinition,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { healthService } from './health-service.js';
import { pluginProtocol } from './plugin-protocol.js';
import { providerCalls } from './provider-calls.js';

export interface StubProvider {
  /** What Terraform must be told, as `TF_REATTACH_PROVIDERS`, to talk to this stub. */
  readonly reattach: string;
  stop(): Promise<void>;
}

/** Terraform and OpenTofu name the same provider after their own registries. */
const addresses = ['registry.terraform.io/hashicorp/aws', 'registry.opentofu.org/hashicorp/aws'];

/**
 * Starts a stand-in for the AWS provider on a socket of its own. Terraform attaches to it as to a
 * provider under debug, so nothing is downloaded and one process serves any number of plans.
 *
 * A stub: it plans from schemas and written-down behaviour. It never shows that AWS accepts a value.
 *
 * @param types the resource types to serve.
 */
export async function startStubProvider(types: readonly string[]): Promise<StubProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-stub-'));
  const socket = join(folder, 'provider.sock');
  const server = new Server({
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  server.addService(providerService(), providerCalls(types));
  server.addService(...healthService());
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });

  const attachment = {
    Protocol: 'grpc',
    ProtocolVersion: 5,
    Pid: process.pid,
    // Terraform then leaves the process alone when it is done.
    Test: true,
    Addr: { Network: 'unix', String: socket },
  };
  return {
    reattach: JSON.stringify(Object.fromEntries(addresses.map((one) => [one, attachment]))),
    stop: async () => {
      server.forceShutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function providerService(): ServiceDefinition {
  const { tfplugin5 } = loadPackageDefinition(pluginProtocol()) as { tfplugin5: GrpcObject };
  const { service } = tfplugin5['Provider'] as ServiceClientConstructor;
  const { GetSchema } = service;
  return GetSchema === undefined ? service : { ...service, GetSchema: serializedOnce(GetSchema) };
}

/** Every command of Terraform asks for the schemas: a large message that never changes. */
function serializedOnce(method: MethodDefinition<object, object>): typeof method {
  let bytes: Buffer | undefined;
  return {
    ...method,
    responseSerialize: (message) => {
      bytes ??= method.responseSerialize(message);
      return bytes;
    },
  };
}
