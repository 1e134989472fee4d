import type { Command } from 'commander';
import type { Shell } from './shells.js';

/** The words that may follow `millrace` and one or two command names. */
interface Words {
  /** `tail`, `filter test`; empty for the program itself. */
  readonly path: string;
  readonly words: readonly { readonly word: string; readonly says: string }[];
}

/** A script that completes every command and flag of a program, made of the program itself. */
export function completionScript(shell: Shell, program: Command): string {
  const all = wordsOf(program, []);
  switch (shell) {
    case 'bash':
      return bashScript(all);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(all)}`;
    case 'fish':
      return fishScript(all);
  }
}

function wordsOf(command: Command, path: readonly string[]): readonly Words[] {
  const inner = command.commands.map((one) => ({ word: one.name(), says: one.description() }));
  const flags = command.options.map(({ long, short, description }) => ({
    word: long ?? short ?? '',
    says: description,
  }));
  const words = [...inner, ...flags, { word: '--help', says: 'display help' }];
  return [
    { path: path.join(' '), words },
    ...command.commands.flatMap((one) => wordsOf(one, [...path, one.name()])),
  ];
}

function bashScript(all: readonly Words[]): string {
  const cases = all.map(
    ({ path, words }) => `    "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`,
  );
  return `_millrace() {
  local word path="" words="" cur="\${COMP_WORDS[COMP_CWORD]}"
  local at
  for ((at = 1; at < COMP_CWORD && at < 3; at++)); do
    word="\${COMP_WORDS[at]}"
    case "$word" in [a-z]*) path="\${path:+$path }$word" ;; *) break ;; esac
  done
  while :; do
    case "$path" in
${cases.join('\n')}
    esac
    [[ -n "$words" || "$path" != *" "* ]] && break
    path="\${path% *}"
  done
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _millrace millrace
`;
}

function fishScript(all: readonly Words[]): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = all.flatMap(({ path, words }) => {
    const names = path.split(' ');
    const condition =
      path === ''
        ? '__fish_use_subcommand'
        : names.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
    return words.map(({ word, says }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c millrace -n ${quote(condition)} ${what} -d ${quote(says)}`;
    });
  });
  return `${lines.join('\n')}\n`;
}
