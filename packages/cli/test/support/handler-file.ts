import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A record as the handler of a test saw it. */
export interface Seen {
  readonly id: string;
  readonly round: number;
  readonly sequenceNumber: string;
  readonly name: string;
  readonly pid: number;
}

/** A fresh folder for the files of one test. */
export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'millrace-cli-'));
}

/** A handler that writes down what it gets, in the order of the records, and may fail. */
export async function handlerFile(
  folder: string,
  options: { readonly failOn?: string; readonly delay?: number } = {},
) {
  const path = join(folder, 'handler.js');
  const log = join(folder, 'seen.jsonl');
  await writeFile(
    path,
    `const { appendFileSync } = require('node:fs');
exports.handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, ${options.delay ?? 0}));
  for (const record of event.Records) {
    const id = record.dynamodb.Keys.id.S;
    const sequenceNumber = record.dynamodb.SequenceNumber;
    if (id === ${JSON.stringify(options.failOn ?? null)}) {
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
    const round = Number(record.dynamodb.NewImage?.round?.S ?? -1);
    appendFileSync(${JSON.stringify(log)}, JSON.stringify({ id, round, sequenceNumber, name: record.eventName, pid: process.pid }) + '\\n');
  }
  return { batchItemFailures: [] };
};
`,
  );
  const seen = async (): Promise<readonly Seen[]> => {
    const text = await readFile(log, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };
  return { path, seen };
}

/** Items whose first sightings are not in the order of their rounds. */
export function outOfOrder(seen: readonly Seen[]): readonly string[] {
  const last = new Map<string, number>();
  const first = new Set<string>();
  return seen.flatMap(({ id, round }) => {
    if (first.has(`${id} ${round}`)) return [];
    first.add(`${id} ${round}`);
    const before = last.get(id) ?? -1;
    last.set(id, Math.max(before, round));
    return round < before ? [id] : [];
  });
}
