import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startCloud } from '../src/index.js';
import { ref, type StackChanges, writeStack } from './support/stack.js';

test.each<[string, StackChanges, string, string]>([
  [
    'a bundle that does not load',
    { source: "require('nowhere');" },
    'STACK_BUNDLE_NOT_LOADED',
    'aws_lambda_function.consumer: the bundle assets/code.zip does not load: .*nowhere.*pnpm build',
  ],
  [
    'a bundle that is not there',
    { function: { filename: 'assets/none.zip' } },
    'STACK_BUNDLE_MISSING',
    'aws_lambda_function.consumer.filename.*none.zip.*pnpm synth',
  ],
  [
    'a bundle that is no zip',
    { function: { filename: 'cdk.tf.json' } },
    'STACK_REFUSED',
    'aws_lambda_function.consumer: Could not unzip uploaded file',
  ],
  [
    'a filter that is not valid',
    { mapping: { filter_criteria: { filter: [{ pattern: '{"eventName":"INSERT"}' }] } } },
    'STACK_FILTER_INVALID',
    'aws_lambda_event_source_mapping.mapping.filter_criteria\\[0\\].filter\\[0\\].pattern: .*eventName',
  ],
  [
    'a batch size out of range',
    { mapping: { batch_size: 0 } },
    'STACK_REFUSED',
    "aws_lambda_event_source_mapping.mapping: .*Value '0' at 'batchSize'",
  ],
  [
    'a setting of the wrong type',
    { function: { timeout: 'soon' } },
    'STACK_MALFORMED',
    'aws_lambda_function.consumer.timeout must be a number',
  ],
  [
    'a reference to nothing',
    { function: { role: ref('aws_iam_role.none.arn') } },
    'STACK_UNRESOLVED_REFERENCE',
    "aws_lambda_function.consumer.role: the reference 'aws_iam_role.none.arn'",
  ],
  [
    'a reference to an attribute that nobody has',
    { function: { role: ref('aws_iam_role.role.unique_id') } },
    'STACK_UNRESOLVED_REFERENCE',
    'aws_iam_role.role has no such attribute here',
  ],
  [
    'an expression',
    { function: { role: ref('upper("x")') } },
    'STACK_UNRESOLVED_REFERENCE',
    'upper',
  ],
  [
    'a circle',
    { function: { function_name: ref('aws_lambda_function.consumer.function_name') } },
    'STACK_UNRESOLVED_REFERENCE',
    'it refers to itself',
  ],
  [
    'a resource that is none',
    { resources: { aws_sqs_queue: { failures: 'x' } } },
    'STACK_MALFORMED',
    '"aws_sqs_queue.failures" must be an object',
  ],
])('a stack with %s is refused in one sentence', async (_what, changes, code, words) => {
  await expect(startCloud({ stackFile: await writeStack(changes) })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(new RegExp(words, 's')),
  });
});

test('a stack file that is missing, cut off, or something else is refused', async () => {
  const path = await writeStack();
  const refusal = (stackFile: string) => startCloud({ stackFile }).catch((error) => error.code);
  expect(await refusal(join(path, 'none'))).toBe('STACK_NOT_FOUND');
  const whole = await readFile(path, 'utf8');
  await writeFile(path, whole.slice(0, 100));
  expect(await refusal(path)).toBe('STACK_NOT_JSON');
  await writeFile(path, '[]');
  expect(await refusal(path)).toBe('STACK_MALFORMED');
  await writeFile(path, '{"resource":{"aws_sqs_queue":7}}');
  expect(await refusal(path)).toBe('STACK_MALFORMED');
});

test('a taken port is named, with the mend', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  try {
    await expect(startCloud({ port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  } finally {
    other.close();
  }
});

test('a data folder that cannot be written is named, with the mend', async () => {
  const file = await writeStack();
  await expect(startCloud({ dataDir: join(file, 'data') })).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNUSABLE',
  });
});

test('a data folder that another cloud holds is named, with one mend', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-held-'));
  const holder = await startCloud({ dataDir });
  await expect(startCloud({ dataDir })).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNUSABLE',
    message: expect.stringMatching(
      /^The tables could not be opened: The data folder \S+ is in use by another process: stop that one, or name another folder\.$/,
    ),
  });
  await holder.stop();
});

test('a stack that fails leaves its port free', async () => {
  const first = await startCloud();
  const port = Number(new URL(first.endpoint).port);
  await first.stop();
  await expect(
    startCloud({ port, stackFile: await writeStack({ source: 'process.exit(1)' }) }),
  ).rejects.toMatchObject({ code: 'STACK_BUNDLE_NOT_LOADED' });
  const again = await startCloud({ port });
  await again.stop();
});
