import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { main } from '../src/main.js';

async function completion(shell: string): Promise<string> {
  const out: string[] = [];
  const screen = { err: () => undefined, draw: () => undefined, isTerminal: false };
  const colours = createColors(false);
  await main(['completion', shell], { ...screen, colours, out: (line) => void out.push(line) });
  return out.join('\n');
}

/** What bash itself offers for a command line whose last word is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = `${await completion('bash')}
COMP_WORDS=(millrace ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_millrace; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

describe('completion', () => {
  test('offers commands, then their own flags, to bash', async () => {
    expect(await offered('re')).toEqual(['redrive', 'replay']);
    expect(await offered('redrive', '--re')).toEqual([
      '--remove-expired',
      '--rescue',
      '--retries',
      '--region',
    ]);
    expect(await offered('tail', 'orders', '--sh')).toEqual(['--shards']);
  });

  test('knows the commands inside of a command', async () => {
    expect(await offered('filter', 'e')).toEqual(['explain']);
  });

  test('is made for zsh and fish too, and for no other shell', async () => {
    expect(await completion('zsh')).toContain('bashcompinit');
    expect(await completion('fish')).toContain(
      "complete -c millrace -n '__fish_seen_subcommand_from tail' -l since",
    );
    expect(await completion('csh')).toBe('');
  });
});
