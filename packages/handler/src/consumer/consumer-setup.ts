import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Logger } from '../observe/logger.js';
import type { MetricsSink } from '../observe/metrics-sink.js';
import { createPowertoolsLogger } from '../observe/powertools-logger.js';
import { createPowertoolsMetrics } from '../observe/powertools-metrics.js';
import { createRedactor, type Redactor } from '../observe/redact.js';
import type { ConsumerOptions, InferItem } from './consumer-options.js';
import { reactionNames } from './dispatch.js';
import { HandlerError } from './errors.js';
import { createReadChange, type ReadChange } from './read-change.js';

const defaultConcurrency = 100;

/** The options of a consumer after they were checked and completed. */
export interface ConsumerSetup<Schema extends StandardSchemaV1> {
  readonly options: ConsumerOptions<Schema>;
  readonly concurrency: number;
  /** Decodes a record into the change that its reaction gets. */
  readonly readChange: ReadChange<InferItem<Schema>>;
  /** Hides what `redact` names from log lines and errors. */
  readonly redactor: Redactor;
  readonly logger: Logger;
  readonly metrics: MetricsSink;
  readonly now: () => number;
}

/** @throws {HandlerError} `INVALID_OPTIONS`, naming the option and the mend. */
export function setUpConsumer<Schema extends StandardSchemaV1>(
  options: ConsumerOptions<Schema>,
): ConsumerSetup<Schema> {
  requireSchema(options.schema);
  requireReaction(options);
  const concurrency = options.concurrency ?? defaultConcurrency;
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw invalid(`concurrency must be a whole number over 0, but is ${concurrency}`);
  }
  const { deadlineMargin } = options;
  if (deadlineMargin !== undefined && !(Number.isFinite(deadlineMargin) && deadlineMargin >= 0)) {
    throw invalid(`deadlineMargin must be 0 ms or more, but is ${deadlineMargin}`);
  }
  const redactor = createRedactor(options.redact ?? []);
  return {
    options,
    concurrency,
    readChange: createReadChange(options, redactor),
    redactor,
    logger: options.logger ?? createPowertoolsLogger(),
    metrics: options.metrics ?? createPowertoolsMetrics(),
    now: options.now ?? Date.now,
  };
}

function requireSchema(schema: unknown): void {
  // arktype's schemas are functions.
  const isObject = (typeof schema === 'object' && schema !== null) || typeof schema === 'function';
  if (isObject && '~standard' in schema) return;
  throw invalid('schema must be a Standard Schema (zod, valibot, arktype)');
}

function requireReaction<Schema extends StandardSchemaV1>(options: ConsumerOptions<Schema>): void {
  const names = Object.values(reactionNames);
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length === 0) throw invalid(`give at least one of ${names.join(', ')}`);
  const wrong = given.find((name) => typeof options[name] !== 'function');
  if (wrong !== undefined) throw invalid(`${wrong} must be a function`);
}

function invalid(problem: string): HandlerError {
  return new HandlerError('INVALID_OPTIONS', `createConsumer: ${problem}`);
}
