import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError } from '../output/cli-error.js';

/**
 * Stream records from a file, or from stdin for `-`: a JSON array of them, an event as a function receives it, or one
 * record a line.
 *
 * @throws CliError `SAMPLE_UNREADABLE` for anything else.
 */
export async function readSample(file: string): Promise<readonly unknown[]> {
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  const records = fromDocument(content) ?? fromLines(content);
  if (records === undefined)
    throw unreadable(file, 'it is neither JSON nor one JSON object a line');
  if (!records.every(isRecord)) throw unreadable(file, 'an entry has no "dynamodb" part');
  return records;
}

function fromDocument(content: string): readonly unknown[] | undefined {
  const document = parse(content);
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null) return undefined;
  return 'Records' in document && Array.isArray(document.Records) ? document.Records : [document];
}

function fromLines(content: string): readonly unknown[] | undefined {
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map(parse);
  return records.includes(undefined) ? undefined : records;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dynamodb' in value;
}

function unreadable(file: string, reason: string): CliError {
  return new CliError(
    'SAMPLE_UNREADABLE',
    `The sample ${file} cannot be used: ${reason}. It takes stream records: a JSON array, an event with Records, or one record a line.`,
  );
}
