import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Terraform in one folder. */
export interface TerraformProcess {
  /** @throws Error when Terraform fails; it has said why itself. */
  run(...args: readonly string[]): Promise<void>;
  /** Runs quietly and writes what Terraform prints to a file. */
  runInto(file: string, ...args: readonly string[]): Promise<void>;
}

export interface TerraformProcessOptions {
  readonly binary: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** `inherit`: Terraform talks to the user's own terminal, and may ask. */
  readonly terminal: 'inherit' | 'ignore';
}

export function terraformProcess(options: TerraformProcessOptions): TerraformProcess {
  const { binary, folder: cwd, environment: env, terminal } = options;
  return {
    run: (...args) => ended(spawn(binary, [...args], { cwd, env, stdio: terminal }), args),
    runInto: async (file, ...args) => {
      const stdio = ['ignore', 'pipe', terminal] as const;
      const child = spawn(binary, [...args], { cwd, env, stdio: [...stdio] });
      const written =
        child.stdout === null ? undefined : pipeline(child.stdout, createWriteStream(file));
      await Promise.all([written, ended(child, args)]);
    },
  };
}

/**
 * Waits for Terraform to end, come what may: cut off in the middle of an apply, it could neither
 * write its state nor give back its lock. Ctrl-C reaches it by itself, since the terminal interrupts
 * the whole process group, and a second interrupt would make it break off at once; so that one is
 * only waited out. A plain kill reaches this process alone, and is passed on.
 */
function ended(child: ChildProcess, args: readonly string[]): Promise<void> {
  const waitOut = (): void => {};
  const passOn = (): void => {
    child.kill('SIGTERM');
  };
  process.on('SIGINT', waitOut).on('SIGTERM', passOn);
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`terraform ${args[0]} ended with ${signal ?? `code ${code}`}.`));
    });
  }).finally(() => process.off('SIGINT', waitOut).off('SIGTERM', passOn));
}
