import type { ServiceDefinition, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';

const serving = Buffer.from([0x08, 0x01]);

/** gRPC's health check, by which Terraform makes sure that the provider is alive. */
export function healthService(): [ServiceDefinition, UntypedServiceImplementation] {
  const raw = (bytes: Buffer): Buffer => bytes;
  return [
    {
      Check: {
        path: '/grpc.health.v1.Health/Check',
        requestStream: false,
        responseStream: false,
        requestSerialize: raw,
        requestDeserialize: raw,
        responseSerialize: raw,
        responseDeserialize: raw,
      },
    },
    { Check: (_call: unknown, answer: sendUnaryData<Buffer>) => answer(null, serving) },
  ];
}
