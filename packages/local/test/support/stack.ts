import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipBundle } from './bundle.js';

/** The settings of the small stack that the tests change one at a time. */
export interface StackChanges {
  readonly source?: string;
  readonly mapping?: Readonly<Record<string, unknown>>;
  readonly function?: Readonly<Record<string, unknown>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly sections?: Readonly<Record<string, unknown>>;
}

/** A handler that logs the ids of the orders it gets. */
export const listening = `exports.handler = async ({ Records }) => {
  for (const { eventName, dynamodb } of Records) console.log(eventName, dynamodb.Keys.id.S);
  return { batchItemFailures: [] };
};`;

/** Writes a stack of the form that CDKTF synthesizes, with its bundle; gives the path of its file. */
export async function writeStack(changes: StackChanges = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-stack-'));
  await mkdir(join(folder, 'assets'));
  const zip = zipBundle({ 'index.js': changes.source ?? listening });
  await writeFile(join(folder, 'assets', 'code.zip'), zip);
  const path = join(folder, 'cdk.tf.json');
  await writeFile(path, JSON.stringify(stack(changes)));
  return path;
}

/** A reference as Terraform writes it. */
export function ref(expression: string): string {
  return `\${${expression}}`;
}

function stack(changes: StackChanges): object {
  return {
    '//': { metadata: { backend: 'local', stackName: 'orders', version: '0.21.0' } },
    ...changes.sections,
    provider: { aws: [{ region: 'eu-west-1' }] },
    terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' } } },
    output: {
      table_name: { value: ref('aws_dynamodb_table.orders.name') },
      stream_arn: { value: ref('aws_dynamodb_table.orders.stream_arn') },
      failures: { value: `at ${ref('aws_sqs_queue.failures.url')}` },
    },
    resource: {
      aws_dynamodb_table: {
        orders: {
          name: 'orders',
          hash_key: 'id',
          attribute: [{ name: 'id', type: 'S' }],
          billing_mode: 'PAY_PER_REQUEST',
          stream_enabled: true,
          stream_view_type: 'NEW_AND_OLD_IMAGES',
          point_in_time_recovery: { enabled: true },
        },
      },
      aws_sqs_queue: { failures: { name: 'failures', message_retention_seconds: 1209600 } },
      aws_iam_role: { role: { name: 'consumer' } },
      aws_lambda_function: {
        consumer: {
          function_name: 'consumer',
          filename: 'assets/code.zip',
          handler: 'index.handler',
          runtime: 'nodejs24.x',
          timeout: 5,
          publish: true,
          role: ref('aws_iam_role.role.arn'),
          environment: { variables: { QUEUE: ref('aws_sqs_queue.failures.url') } },
          ...changes.function,
        },
      },
      aws_lambda_alias: {
        live: {
          name: 'live',
          function_name: ref('aws_lambda_function.consumer.function_name'),
          function_version: ref('aws_lambda_function.consumer.version'),
        },
      },
      aws_lambda_event_source_mapping: {
        mapping: {
          event_source_arn: ref('aws_dynamodb_table.orders.stream_arn'),
          function_name: ref('aws_lambda_alias.live.arn'),
          starting_position: 'TRIM_HORIZON',
          batch_size: 10,
          maximum_retry_attempts: 1,
          function_response_types: ['ReportBatchItemFailures'],
          destination_config: {
            on_failure: { destination_arn: ref('aws_sqs_queue.failures.arn') },
          },
          ...changes.mapping,
        },
      },
      ...changes.resources,
    },
  };
}
