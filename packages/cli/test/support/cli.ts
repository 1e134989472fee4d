import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../src/main.js';

const program = join(__dirname, '../../bin/millrace.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `millrace` that runs, as a user's shell would run it. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** What was printed so far. */
  printed(): { readonly stdout: string; readonly stderr: string };
}

const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-central-1',
  NO_COLOR: '1',
});

/** Starts `millrace` with these arguments against an endpoint. */
export function startCli(
  endpoint: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): RunningCli {
  const child = spawn(process.execPath, [program, ...args], {
    env: environment(endpoint),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    printed.stdout += text;
  });
  child.stderr.on('data', (text) => {
    printed.stderr += text;
  });
  const ended = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => resolve({ code, ...printed }));
  });
  return { child, ended, printed: () => printed };
}

/** Runs a command to its end in this process: quicker, where no process has to be killed. */
export async function runCli(endpoint: string, args: readonly string[]): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main([...args, '--endpoint', endpoint], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    draw: () => undefined,
    isTerminal: false,
    colours: createColors(false),
  });
  return { code, stdout: textOf(out), stderr: textOf(err) };
}

const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

/** The objects of a `--json` output, one a line. */
export function jsonLines<T = Record<string, unknown>>(stdout: string): readonly T[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
