import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { type Invoker, LambdaInvoker, systemClock } from '@millrace/mapping';
import type { Clients } from '../aws/clients.js';
import { LocalHandler } from '../handler/local-handler.js';
import { CliError } from '../output/cli-error.js';
import type { Screen } from '../output/screen.js';
import type { DeliveryFlags } from './delivery-flags.js';
import { PacedInvoker } from './paced-invoker.js';
import { refuseWindows } from './windowed-function.js';

/** What gets the records. */
export interface Target {
  /** For people: `the function orders-consumer`. */
  readonly name: string;
  /** The same at every run through it, whatever folder that is started in. */
  readonly id: string;
  readonly functionArn: string;
  readonly invoker: Invoker;
  /** The handler of this machine, when it is one. */
  readonly handler?: LocalHandler;
  close(): void;
}

/**
 * Makes the target that the flags name, or else the one function that reads the stream already.
 *
 * @throws CliError `HANDLER_…`, `FUNCTION_NOT_FOUND`, `FUNCTION_NOT_NAMED`, `FUNCTION_COUNTS_WINDOWS`,
 * `CONFLICTING_FLAGS`
 */
export async function targetOf(
  flags: DeliveryFlags,
  clients: Clients,
  screen: Screen,
  named: string | undefined,
  mappings: readonly EventSourceMappingConfiguration[],
): Promise<Target> {
  const paced = (invoker: Invoker) =>
    flags.rate === undefined ? invoker : new PacedInvoker(invoker, flags.rate, systemClock);
  if (flags.handler !== undefined && flags.function !== undefined) {
    throw new CliError(
      'CONFLICTING_FLAGS',
      '--function and --handler both say what gets the records. Give one of them.',
    );
  }
  if (flags.handler !== undefined) {
    const handler = await startHandler(flags, flags.handler, clients, screen);
    return {
      name: `the handler ${flags.handler}`,
      id: `the handler ${handler.id}`,
      functionArn: named ?? 'millrace-local',
      invoker: paced(handler),
      handler,
      close: () => handler.close(),
    };
  }
  const functionArn = flags.function ?? named ?? onlyFunctionOf(mappings);
  refuseWindows(mappings, functionArn);
  await checkFunction(clients, functionArn);
  const client = await clients.invoking();
  const invoker = new LambdaInvoker({ client, functionName: functionArn });
  const name = `the function ${functionArn.split(':function:').at(-1)}`;
  return {
    name,
    id: name,
    functionArn,
    invoker: paced(invoker),
    close: () => undefined,
  };
}

async function startHandler(
  flags: DeliveryFlags,
  file: string,
  { connection }: Clients,
  screen: Screen,
): Promise<LocalHandler> {
  const { endpoint, region, credentials } = connection;
  const handler = new LocalHandler({
    handler: file,
    timeout: flags.handlerTimeout * 1_000,
    concurrency: flags.handlerProcesses,
    environment: {
      ...process.env,
      AWS_LAMBDA_FUNCTION_NAME: process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'millrace-local',
      ...(region === '' ? {} : { AWS_REGION: region }),
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
      ...(credentials === undefined
        ? {}
        : {
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          }),
    },
    onLog: (line) => {
      if (flags.logs) screen.err(screen.colours.dim(line));
    },
  });
  try {
    await handler.load();
  } catch (error) {
    handler.close();
    throw error;
  }
  return handler;
}

function onlyFunctionOf(mappings: readonly EventSourceMappingConfiguration[]): string {
  const [first, ...others] = mappings.flatMap(({ FunctionArn }) => FunctionArn ?? []);
  if (first !== undefined && others.length === 0) return first;
  throw new CliError(
    'FUNCTION_NOT_NAMED',
    `${first === undefined ? 'No function' : 'More than one function'} reads this stream. Say which one gets the records: --function <name>, or --handler <file> for one of this machine.`,
  );
}

async function checkFunction(clients: Clients, FunctionName: string): Promise<void> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  try {
    await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new CliError(
      'FUNCTION_NOT_FOUND',
      `There is no function ${FunctionName}. Name another one with --function, or a handler of this machine with --handler.`,
      { cause: error },
    );
  }
}
