import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of what is measured beside the consumer; it has its own lockfile. */
export const peersFolder = join(dirname(fileURLToPath(import.meta.url)), '../peers');

/** Loads from the peers' folder, which is installed on first use. */
export function requirePeers() {
  if (!existsSync(join(peersFolder, 'node_modules'))) {
    console.log('Installing what is measured beside it (once) ...');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peersFolder, stdio: 'inherit' });
  }
  return createRequire(join(peersFolder, 'package.json'));
}
