import type { Command } from 'commander';
import type { Screen } from '../output/screen.js';

/** What a command needs from the program around it. */
export interface CommandContext {
  readonly screen: Screen;
  /** Says how the program ends: the codes are in the README's table. */
  exitWith(code: number): void;
}

/** Adds one command to the program. Its work is loaded only when it runs, so that `--help` is quick. */
export type AddCommand = (program: Command, context: CommandContext) => void;
