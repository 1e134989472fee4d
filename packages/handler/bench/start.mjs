// How large a function is and how long it takes until its first answer, in a process of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBatch } from './lib/batches.mjs';
import { interleave, median } from './lib/median.mjs';
import { requirePeers } from './lib/peers.mjs';
import { report } from './lib/report.mjs';

requirePeers();
const workspace = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'millrace-start-'));
const rounds = 25;

// Prints the milliseconds until the bundle is loaded, and until its first answer.
const probe = `
  const batch = JSON.parse(process.argv[2]);
  const context = { functionName: 'bench', getRemainingTimeInMillis: () => 30000 };
  const write = process.stdout.write;
  process.stdout.write = () => true;
  const start = performance.now();
  const { handler } = require(process.argv[1]);
  const loaded = performance.now() - start;
  handler(batch, context).then(() => {
    const answered = performance.now() - start;
    process.stdout.write = write;
    console.log(JSON.stringify({ loaded, answered }));
  });`;

const functions = [
  ['bare handler', 'bench/entries/bare.ts'],
  ['Powertools: logger, metrics, batch', 'bench/peers/powertools.ts'],
  ['Millrace, audit only', 'bench/entries/audit-only.ts'],
  ['Millrace, everything (no client needed yet)', 'src/orders.ts'],
];
const batch = JSON.stringify(makeBatch(1, 1));

function bundle(entry, index) {
  const file = join(folder, `${index}.js`);
  execFileSync('node', ['scripts/bundle.mjs', entry, file], { cwd: workspace, stdio: 'inherit' });
  return file;
}

function start(file) {
  return JSON.parse(execFileSync('node', ['-e', probe, file, batch], { encoding: 'utf8' }));
}

const files = new Map(functions.map(([name, entry], index) => [name, bundle(entry, index)]));
const answered = new Map(functions.map(([name]) => [name, []]));
const loaded = await interleave(
  [...files].map(([name, file]) => [
    name,
    async () => {
      const times = start(file);
      answered.get(name).push(times.answered);
      return times.loaded;
    },
  ]),
  rounds,
);
const [bare] = files.keys();
const over = (times, name, pick) => round(pick(times.get(name)) - pick(times.get(bare)));
const best = (times) => Math.min(...times);
report('start', [
  {
    title: `Bundle and start (medians and bests of ${rounds} interleaved processes, in ms)`,
    rows: [...files].map(([name, file]) => ({
      name,
      bytes: statSync(file).size,
      load: round(median(loaded.get(name))),
      'over bare': over(loaded, name, median),
      'best over best': over(loaded, name, best),
      'first answer': round(median(answered.get(name))),
      'answer over bare': over(answered, name, median),
      'best answer over best': over(answered, name, best),
    })),
  },
]);
rmSync(folder, { recursive: true });

function round(number) {
  return Math.round(number * 10) / 10;
}
