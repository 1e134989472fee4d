import type { AddCommand } from './command.js';

export const addDemo: AddCommand = (program) => {
  program.command('demo');
};
