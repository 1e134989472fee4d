import type { AddCommand } from './command.js';

export const addStart: AddCommand = (program) => {
  program.command('start');
};
