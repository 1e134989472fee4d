import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical, Model, type ModelAnswer, type ModelRecord } from './model.js';
import { createTableInput } from './request-of.js';
import { type Embedded, runStep } from './run-step.js';
import { EXPIRES_AT, type Step } from './step.js';
import type { Target } from './target.js';

const PATIENCE_MS = 10_000;

/** One sequence and the stream that it is to be seen in. */
export interface Sequence {
  readonly viewType: string;
  readonly steps: readonly Step[];
}

/** Finds where a table and its stream differ from the model; throws an error that says so. */
export async function checkAgainstModel(
  target: Target,
  { viewType, steps }: Sequence,
  embedded: ((tableName: string) => Embedded) | undefined,
): Promise<void> {
  const TableName = `Oracle-${randomUUID()}`;
  const streamArn = await createTable(target, TableName, viewType);
  if (embedded !== undefined) {
    await target.call('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: EXPIRES_AT },
    });
  }
  let possible: readonly Model[] = [new Model(viewType)];
  try {
    for (const [index, step] of steps.entries()) {
      const answer = shown(step, await runStep(target, TableName, step, embedded?.(TableName)));
      const outcomes = possible.flatMap((model) => model.outcomes(step));
      possible = whereSame(
        `answer to step ${index} (${step.kind})`,
        answer,
        outcomes.map((outcome) => [shown(step, outcome.answer), outcome.after]),
      );
    }
    const left = await runStep(target, TableName, { kind: 'scan' }, undefined);
    possible = whereSame(
      'items at the end',
      shown({ kind: 'scan' }, left),
      possible.map((model) => [shown({ kind: 'scan' }, { ok: model.all() }), model]),
    );
    await checkRecords(target, streamArn, possible);
  } finally {
    await target.call('DeleteTable', { TableName });
  }
}

async function createTable(target: Target, TableName: string, viewType: string): Promise<string> {
  await target.call('CreateTable', createTableInput(TableName, viewType));
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await target.call('DescribeTable', { TableName });
    const table = 'ok' in answer ? (answer.ok['Table'] as Record<string, unknown>) : {};
    if (table['TableStatus'] === 'ACTIVE') return String(table['LatestStreamArn']);
    if (Date.now() > deadline) throw new Error(`${TableName} did not become active in a minute`);
    await sleep(2);
  }
}

/** The table's own order is by item; between items nothing is promised but growing numbers. */
async function checkRecords(
  target: Target,
  streamArn: string,
  possible: readonly Model[],
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let records = await target.records(streamArn);
  const fewest = Math.min(...possible.map((model) => model.records.length));
  while (records.length < fewest && Date.now() < deadline) {
    await sleep(100);
    records = await target.records(streamArn);
  }
  if (new Set(records.map(({ sequence }) => sequence)).size < records.length) {
    throw new Error('two records have the same sequence number');
  }
  whereSame(
    'records by item',
    byItem(records.map(({ sequence: _sequence, ...record }) => record)),
    possible.map((model) => [byItem(model.records), model]),
  );
  const last = new Map<string, bigint>();
  for (const { Keys, sequence } of records) {
    const before = last.get(canonical(Keys)) ?? 0n;
    if (sequence <= before) throw new Error(`${canonical(Keys)}: ${sequence} follows ${before}`);
    last.set(canonical(Keys), sequence);
  }
}

function byItem(records: readonly ModelRecord[]): object {
  const groups: Record<string, ModelRecord[]> = {};
  for (const record of records) {
    const item = canonical(record.Keys);
    groups[item] = [...(groups[item] ?? []), record];
  }
  return groups;
}

/** Answers in an order that nobody promises are compared as a set. */
function shown(step: Step, answer: ModelAnswer): unknown {
  const isUnordered = step.kind === 'scan' || step.kind === 'query' || step.kind === 'race';
  if (!isUnordered || !('ok' in answer) || !Array.isArray(answer.ok)) return answer;
  return { ok: answer.ok.map(canonical).sort() };
}

/**
 * The models that foretold what was seen, each state once: overlapping requests leave several until
 * something tells them apart. Throws when none did.
 */
function whereSame(
  what: string,
  seen: unknown,
  foretold: readonly (readonly [expected: unknown, model: Model])[],
): readonly Model[] {
  const got = canonical(seen);
  const same = foretold.filter(([expected]) => canonical(expected) === got);
  if (same.length > 0) {
    return [...new Map(same.map(([, model]) => [stateOf(model), model])).values()];
  }
  const ways = [...new Set(foretold.map(([expected]) => canonical(expected)))];
  throw new Error(`${what}: the model expects\n  ${ways.join('\nor\n  ')}\nbut it is\n  ${got}`);
}

function stateOf(model: Model): string {
  return canonical([model.all().map(canonical).sort(), byItem(model.records)]);
}
