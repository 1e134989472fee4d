import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';

const program = path.resolve(__dirname, '../../bin/millrace.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `millrace` in a process of its own, as a user runs it. */
export class Millrace {
  readonly process: ChildProcess;
  readonly #lines: string[] = [];
  #err = '';
  #tell: () => void = () => undefined;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const { stdout, stderr } = this.process;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    readline.createInterface({ input: stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#tell();
    });
    stderr.on('data', (text) => {
      this.#err += text;
    });
  }

  /** The first object on stdout, from the beginning on, that is asked for. Waits until it comes. */
  async object<T extends object>(isIt: (line: Record<string, unknown>) => boolean): Promise<T> {
    for (let next = 0; ; next += 1) {
      while (next >= this.#lines.length) await this.#another();
      const line = JSON.parse(this.#lines[next] ?? '');
      if (isIt(line)) return line;
    }
  }

  #another(): Promise<void> {
    if (this.process.exitCode !== null) throw new Error(`millrace ended: ${this.#err}`);
    return new Promise((resolve, reject) => {
      this.#tell = resolve;
      this.process.once('close', () => reject(new Error(`millrace ended: ${this.#err}`)));
    });
  }

  async ended(): Promise<Ended> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await once(this.process, 'close');
    }
    return { code: this.process.exitCode, out: this.#lines.join('\n'), err: this.#err };
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.process.kill(signal);
    return this.ended();
  }
}
