import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** Does nothing with records but warn how many there were: warnings are what `millrace start` passes on. */
const HANDLER = `exports.handler = async ({ Records }) => {
  console.warn('handled', Records.length);
  return { batchItemFailures: [] };
};`;

/**
 * The Orders stack with a function that does nothing and a mapping that keeps nothing from it. The
 * three reactions of the real one write about four times for each record: on two cores that is far
 * below 1,000 records a second, and what is measured here is the road and the page that shows it.
 */
export async function lightStack(stackFile) {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const stack = JSON.parse(await readFile(stackFile, 'utf8'));
  const { aws_lambda_function: functions, aws_lambda_event_source_mapping: mappings } =
    stack.resource;
  const code = join(folder, 'nothing.zip');
  await writeFile(code, zipSync({ 'index.js': strToU8(HANDLER) }));
  for (const each of Object.values(functions)) each.filename = code;
  for (const each of Object.values(mappings)) delete each.filter_criteria;
  const file = join(folder, 'cdk.tf.json');
  await writeFile(file, JSON.stringify(stack));
  return { file, remove: () => rm(folder, { recursive: true }) };
}
