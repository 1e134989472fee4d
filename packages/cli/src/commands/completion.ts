import { Argument } from 'commander';
import { SHELLS, type Shell } from '../completion/shells.js';
import type { AddCommand } from './command.js';

export const addCompletion: AddCommand = (program, { screen }) => {
  program
    .command('completion')
    .description('print the completion of commands and flags for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  source <(millrace completion bash)      # in ~/.bashrc
  source <(millrace completion zsh)       # in ~/.zshrc, after compinit
  millrace completion fish > ~/.config/fish/completions/millrace.fish`,
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import('../completion/completion-script.js');
      screen.out(completionScript(shell, program).trimEnd());
    });
};
