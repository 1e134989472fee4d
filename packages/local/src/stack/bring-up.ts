import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { compileFilterCriteria } from '@millrace/filters';
import type { Buckets } from '../bucket/buckets.js';
import type { Buses } from '../bus/buses.js';
import { messageOf } from '../errors.js';
import type { Functions } from '../lambda/functions.js';
import type { Mappings } from '../lambda/mappings.js';
import type { Queues } from '../queue/queues.js';
import type { LambdaRuntime } from '../runtime/lambda-runtime.js';
import type { Topics } from '../topic/topics.js';
import { bucketName } from './bucket-name.js';
import { createTable } from './create-table.js';
import { functionInput } from './function-input.js';
import { mappingInput } from './mapping-input.js';
import { queueAttributesOf } from './queue-input.js';
import { References } from './references.js';
import { computeAttribute } from './resource-attributes.js';
import { SettingsReader } from './settings-reader.js';
import { StackError } from './stack-error.js';
import type { Resource, StackFile } from './stack-file.js';
import { takeTable } from './take-table.js';

/** The services that a stack is set up in. */
export interface StackServices {
  readonly region: string;
  readonly accountId: string;
  readonly endpoint: string;
  readonly dynamodb: DynamoDBClient;
  /** The tables live elsewhere: they are taken as they are. */
  readonly takesTables: boolean;
  /** The folder that keeps tables; none when nothing outlives the cloud. */
  readonly tablesFolder: string | undefined;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly runtime: LambdaRuntime;
  readonly mappings: Mappings;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly buses: Buses;
}

/**
 * Makes a stack's resources, those first that others refer to. Gives the stack's outputs.
 * @throws StackError for the first resource that cannot be made; what was made stays.
 */
export async function bringUpStack(
  stack: StackFile,
  services: StackServices,
): Promise<Readonly<Record<string, unknown>>> {
  const made = new Map<string, string>();
  const references = new References(stack, computeAttribute({ ...services, made }));
  const each = async (
    type: string,
    make: (settings: SettingsReader, resource: Resource) => Promise<void>,
  ): Promise<void> => {
    for (const resource of stack.resources.filter((one) => one.type === type)) {
      const settings = new SettingsReader(resource.address, references.resolve(resource));
      await refusalsNamed(resource, () => make(settings, resource));
    }
  };
  await each('aws_cloudwatch_event_bus', async (settings) => {
    services.buses.ensure(settings.requiredText('name'));
  });
  await each('aws_sns_topic', async (settings) => {
    services.topics.create(settings.requiredText('name'));
  });
  await each('aws_s3_bucket', async (settings, { address }) => {
    services.buckets.create(bucketName(address, (name) => settings.text(name)));
  });
  await each('aws_sqs_queue', async (settings) => {
    services.queues.ensure(settings.requiredText('name'), queueAttributesOf(settings));
  });
  await each('aws_sns_topic_subscription', async (settings) => {
    const isRaw = settings.flag('raw_message_delivery') ?? false;
    const topicArn = settings.requiredText('topic_arn');
    if (settings.requiredText('protocol') === 'sqs') {
      services.topics.subscribe(topicArn, settings.requiredText('endpoint'), isRaw);
    }
  });
  await each('aws_dynamodb_table', async (settings, { address }) => {
    const streamArn = services.takesTables
      ? await takeTable(services.dynamodb, settings)
      : await createTable(services, settings);
    if (streamArn !== undefined) made.set(`${address}.stream_arn`, streamArn);
  });
  await each('aws_lambda_function', async (settings, { address }) => {
    const version = await createFunction(settings, stack, services);
    made.set(`${address}.version`, version);
  });
  await each('aws_lambda_alias', async (settings) => {
    services.functions.putAlias(settings.requiredText('function_name'), {
      name: settings.requiredText('name'),
      version: settings.requiredText('function_version'),
      description: settings.text('description') ?? '',
    });
  });
  await each('aws_lambda_event_source_mapping', async (settings, { address }) => {
    made.set(`${address}.uuid`, await createMapping(settings, services));
  });
  return outputsOf(stack, references);
}

async function createFunction(
  settings: SettingsReader,
  stack: StackFile,
  { functions, runtime }: StackServices,
): Promise<string> {
  const input = await functionInput(settings, stack.folder);
  const record = await functions.create(input);
  const limit = settings.number('reserved_concurrent_executions');
  if (limit !== undefined && limit >= 0) functions.reserveConcurrency(input.name, limit);
  const version = record.published.at(-1)?.version ?? '$LATEST';
  // The child stays warm, so that the first change does not wait for it.
  const error = await runtime.warm(input.name, version);
  if (error !== undefined) {
    throw new StackError(
      'STACK_BUNDLE_NOT_LOADED',
      `${settings.where}: the bundle ${settings.text('filename')} does not load: ${reasonOf(error)}. Build it again with 'pnpm build', then write the stack with 'pnpm synth'.`,
    );
  }
  return version;
}

/** What a person needs of a Lambda error's payload. */
function reasonOf(payload: string): string {
  const { errorType, errorMessage }: { errorType?: string; errorMessage?: string } =
    JSON.parse(payload);
  return [errorType, errorMessage].filter((part) => part !== undefined).join(', ');
}

async function createMapping(
  settings: SettingsReader,
  { mappings }: StackServices,
): Promise<string> {
  const input = mappingInput(settings);
  for (const filter of settings.block('filter_criteria')?.blocks('filter') ?? []) {
    checkPattern(filter.where, filter.text('pattern') ?? '');
  }
  // The same on every start, so that a kept checkpoint is found again.
  const uuid = stableUuid(`${input['EventSourceArn']} ${input['FunctionName']}`);
  await mappings.create(input, { uuid });
  await mappings.settled();
  const fault = mappings.faultOf(uuid);
  if (fault !== undefined) throw fault;
  return uuid;
}

function checkPattern(where: string, pattern: string): void {
  try {
    compileFilterCriteria({ Filters: [{ Pattern: pattern }] });
  } catch (cause) {
    throw new StackError(
      'STACK_FILTER_INVALID',
      `${where}.pattern: ${messageOf(cause)} Mend the filter in infra, then write the stack again with 'pnpm synth'.`,
      { cause },
    );
  }
}

async function refusalsNamed(resource: Resource, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (cause) {
    if (cause instanceof StackError) throw cause;
    const mend = isUnreachable(cause)
      ? '. Start what should answer there, or name another endpoint.'
      : '';
    throw new StackError('STACK_REFUSED', `${resource.address}: ${messageOf(cause)}${mend}`, {
      cause,
    });
  }
}

function outputsOf(stack: StackFile, references: References): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stack.outputs).map(([name, output]) => [
      name,
      references.resolveAt(`output.${name}`, (output as { value?: unknown } | null)?.value),
    ]),
  );
}

function stableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}
