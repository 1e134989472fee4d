import { Command } from 'commander';
import type { AddCommand, CommandContext } from './commands/command.js';
import { addDemo } from './commands/demo.js';
import { addFilter } from './commands/filter.js';
import { addLocal } from './commands/local.js';
import { operatingCommands } from './commands/operating.js';
import { addPlanCheck } from './commands/plan-check.js';
import { addStart } from './commands/start.js';

const commands: readonly AddCommand[] = [
  addStart,
  addDemo,
  addFilter,
  addPlanCheck,
  addLocal,
  ...operatingCommands,
];

/** The whole command line, ready to parse. */
export function createProgram(context: CommandContext): Command {
  const { screen } = context;
  const program = new Command('millrace')
    .description("The place where a DynamoDB table's changes become work done.")
    .version('0.1.0')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => screen.out(text.trimEnd()),
      writeErr: (text) => screen.err(text.trimEnd()),
      // `main` reports it, as every other error.
      outputError: () => undefined,
    })
    .configureHelp({ helpWidth: 80 });
  for (const add of commands) add(program, context);
  return program;
}
