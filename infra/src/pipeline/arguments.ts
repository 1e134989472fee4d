import { parseArgs } from 'node:util';

export const stackCommands = ['plan', 'apply', 'deploy', 'destroy'] as const;
export type StackCommand = (typeof stackCommands)[number];

export interface StackArguments {
  readonly command: StackCommand;
  /** Addresses whose losses are intended. */
  readonly allow: readonly string[];
  /** Plan without taking the state's lock, as a role that may only read must. */
  readonly lock: boolean;
  /** Apply without asking. */
  readonly yes: boolean;
}

export const usage =
  'Usage: MILLRACE_ENV=dev|staging|prod <command> [--allow <address>]... [--no-lock] [--yes], with one of the commands ' +
  stackCommands.join(', ');

/** @throws Error with the usage, for arguments that it does not know. */
export function readArguments(args: readonly string[]): StackArguments {
  const { values, positionals } = parse(args);
  const [command] = positionals;
  const known = stackCommands.find((one) => one === command);
  if (known === undefined || positionals.length > 1) {
    throw new Error(`"${positionals.join(' ')}" is no single command. ${usage}`);
  }
  return {
    command: known,
    allow: values.allow ?? [],
    lock: values['no-lock'] !== true,
    yes: values.yes === true,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseKnown> {
  try {
    return parseKnown(args);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}. ${usage}`);
  }
}

function parseKnown(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      allow: { type: 'string', multiple: true },
      'no-lock': { type: 'boolean' },
      yes: { type: 'boolean' },
    },
  });
}
