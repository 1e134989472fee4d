/**
 * `pnpm --filter @millrace/local oracle [--endpoint URL] [--seeds N] [--seed S]`
 *
 * Runs N random sequences against the embedded table, or against the endpoint that is named, and
 * compares every answer, item and stream record with the model. Ends with 0 when all are equal, and
 * otherwise with 1 and the shortest sequence that shows the difference.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { connect } from '../support/clients.js';
import { checkAgainstDynalite } from './against-dynalite.js';
import { checkAgainstModel } from './against-model.js';
import { engineSequence, sequence, viewType } from './arbitrary-step.js';
import { startPair } from './dynalite-pair.js';
import { startEmbeddedTarget } from './embedded-target.js';
import { Target } from './target.js';

interface Plan {
  readonly seeds: number;
  readonly seed: number;
}

function readPlan(): Plan & { readonly endpoint: string | undefined } {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string' },
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
    // `pnpm oracle -- --seeds 5` hands the two dashes on.
    args: process.argv.slice(2).filter((argument) => argument !== '--'),
  });
  const [seeds, seed] = [Number(values.seeds), Number(values.seed)];
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new Error(`--seeds takes a whole number of at least 1, not '${values.seeds}'`);
  }
  if (!Number.isInteger(seed)) throw new Error(`--seed takes a whole number, not '${values.seed}'`);
  if (values.endpoint !== undefined && !URL.canParse(values.endpoint)) {
    throw new Error(`--endpoint takes a URL like http://127.0.0.1:8000, not '${values.endpoint}'`);
  }
  return { seeds, seed, endpoint: values.endpoint };
}

async function checkEmbedded(plan: Plan): Promise<boolean> {
  const subject = await startEmbeddedTarget();
  try {
    const property = fc.asyncProperty(sequence('embedded'), (one) =>
      checkAgainstModel(subject.target, one, subject.embedded),
    );
    return await report('embedded table against the model', plan, property);
  } finally {
    await subject.close();
  }
}

async function checkPair(plan: Plan): Promise<boolean> {
  const pair = await startPair();
  try {
    const property = fc.asyncProperty(viewType, engineSequence, (view, steps) =>
      checkAgainstDynalite(pair, view, steps),
    );
    return await report('embedded table against bare dynalite', plan, property);
  } finally {
    await pair.close();
  }
}

async function checkEndpoint(plan: Plan, endpoint: string): Promise<boolean> {
  const clients = connect(endpoint);
  try {
    const target = new Target(clients);
    const property = fc.asyncProperty(sequence('portable'), (one) =>
      checkAgainstModel(target, one, undefined),
    );
    return await report(`${endpoint} against the model`, plan, property);
  } finally {
    clients.destroy();
  }
}

async function report<T extends unknown[]>(
  title: string,
  { seeds, seed }: Plan,
  property: fc.IAsyncProperty<T>,
): Promise<boolean> {
  const started = Date.now();
  const details = await fc.check(property, { numRuns: seeds, seed });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (!details.failed) {
    console.log(`equal      ${title}: ${details.numRuns} sequences, seed ${seed}, ${seconds} s`);
    return true;
  }
  console.log(`DIFFERENT  ${title}: seed ${seed}, sequence ${details.numRuns}`);
  console.log(`The shortest sequence that shows it:\n${fc.stringify(details.counterexample)}`);
  console.log(String(details.errorInstance));
  return false;
}

async function main(): Promise<void> {
  const { endpoint, ...plan } = readPlan();
  const isEqual =
    endpoint === undefined
      ? (await checkEmbedded(plan)) && (await checkPair(plan))
      : await checkEndpoint(plan, endpoint);
  process.exitCode = isEqual ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
