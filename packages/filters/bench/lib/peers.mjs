import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../peers');

/**
 * The filter of serverless-offline-dynamodb-streams, by its own module: a pattern and a record in, a
 * boolean out. It is installed on first use, from its own lockfile.
 */
export function loadPeer() {
  if (!existsSync(join(folder, 'node_modules'))) {
    console.log('Installing what is measured beside it (once) ...');
    const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
  }
  const require = createRequire(join(folder, 'package.json'));
  const {
    recordMatchesFilterPatterns,
  } = require('serverless-offline-dynamodb-streams/src/filter-patterns.js');
  return recordMatchesFilterPatterns;
}
