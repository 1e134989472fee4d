import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

export interface TerraformOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** The real Terraform (or OpenTofu) binary, bound to one folder and to the stub provider. */
export type Terraform = (...args: readonly string[]) => Promise<TerraformOutput>;

/** `terraform`, or what `TERRAFORM_BINARY_NAME` names instead, such as `tofu`. */
export function terraformName(environment: NodeJS.ProcessEnv): string {
  return environment['TERRAFORM_BINARY_NAME'] || 'terraform';
}

/**
 * The path of the binary.
 *
 * @returns undefined when there is none.
 */
export function findTerraform(environment: NodeJS.ProcessEnv): string | undefined {
  const name = terraformName(environment);
  const candidates =
    isAbsolute(name) || name.includes('/')
      ? [resolve(name)]
      : (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // A folder may be "executed", too.
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Runs the binary without colour, questions, telemetry, or anything of the user's own set-up. */
export function terraformIn(binary: string, folder: string, reattach: string): Terraform {
  const { TF_CLI_CONFIG_FILE: _config, TF_WORKSPACE: _workspace, ...environment } = process.env;
  const env = {
    ...environment,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS: '-no-color',
    TF_REATTACH_PROVIDERS: reattach,
    // A plan is over before its garbage matters: with Go's usual 100, collecting is a quarter of the work.
    GOGC: '400',
  };
  return (...args) =>
    new Promise((answer, fail) => {
      execFile(
        binary,
        [...args],
        { cwd: folder, env, maxBuffer: 256 * 1024 * 1024 },
        (error, stdout, stderr) => {
          if (error === null) answer({ stdout, stderr });
          else
            fail(new Error(`terraform ${args[0]} failed:\n${stdout}\n${stderr}`, { cause: error }));
        },
      );
    });
}
