import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoredMessage } from './message.js';
import type { QueueSettings } from './queue-settings.js';

/** What a journal remembers of a queue. */
export interface KeptQueue {
  readonly settings: QueueSettings;
  /** Oldest first. */
  readonly messages: readonly StoredMessage[];
}

type Line =
  | { readonly settings: QueueSettings }
  | { readonly sent: StoredMessage }
  | { readonly gone: string }
  | { readonly purged: true };

const ending = '.jsonl';

/** The names of the queues that a folder holds journals of. */
export function journaledQueues(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

/**
 * Keeps a queue on disk: one line for each thing that happens to it, written before the caller is
 * answered. Opening it writes the file anew with what is still there.
 */
export class QueueJournal {
  readonly kept: KeptQueue | undefined;
  readonly #path: string;
  #file: number;

  /** @throws when the folder cannot be written. */
  constructor(folder: string, queueName: string) {
    this.#path = join(folder, queueName + ending);
    mkdirSync(dirname(this.#path), { recursive: true });
    this.kept = readJournal(this.#path);
    const { settings, messages = [] } = this.kept ?? {};
    const lines: readonly Line[] = [
      ...(settings === undefined ? [] : [{ settings }]),
      ...messages.map((sent) => ({ sent })),
    ];
    const fresh = `${this.#path}.new`;
    writeFileSync(fresh, lines.map(toLine).join(''));
    renameSync(fresh, this.#path);
    this.#file = openSync(this.#path, 'a');
  }

  configured(settings: QueueSettings): void {
    this.#write({ settings });
  }

  sent(message: StoredMessage): void {
    this.#write({ sent: message });
  }

  gone(messageId: string): void {
    this.#write({ gone: messageId });
  }

  purged(): void {
    this.#write({ purged: true });
  }

  /** Ends writing; the file stays. */
  close(): void {
    if (this.#file < 0) return;
    closeSync(this.#file);
    this.#file = -1;
  }

  /** Ends writing, and removes the file. */
  remove(): void {
    this.close();
    rmSync(this.#path, { force: true });
  }

  #write(line: Line): void {
    if (this.#file >= 0) writeSync(this.#file, toLine(line));
  }
}

function toLine(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

function readJournal(path: string): KeptQueue | undefined {
  let settings: QueueSettings | undefined;
  const messages = new Map<string, StoredMessage>();
  for (const text of linesOf(path)) {
    const line = parseLine(text);
    // The last line may have been cut off by a crash: its sender was never answered.
    if (line === undefined) break;
    if ('settings' in line) settings = line.settings;
    else if ('sent' in line) messages.set(line.sent.messageId, line.sent);
    else if ('gone' in line) messages.delete(line.gone);
    else messages.clear();
  }
  return settings === undefined ? undefined : { settings, messages: [...messages.values()] };
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

function parseLine(text: string): Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
