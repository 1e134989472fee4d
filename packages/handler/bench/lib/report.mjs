import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../bench-results');

/** Prints each table and writes all of them to bench-results/<name>.json. */
export function report(name, tables) {
  for (const { title, rows } of tables) {
    console.log(`\n${title}`);
    console.table(rows);
  }
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cpus: cpus().length, at: new Date().toISOString() };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ machine, tables }, null, 2)}\n`);
}
