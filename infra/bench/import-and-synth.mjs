// What loading `@millrace/infra` costs in memory, and how long a synth takes from a warm start.
// Each figure is the median of several fresh processes. Build first: pnpm build
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 7;
const infra = fileURLToPath(new URL('..', import.meta.url));
const root = join(infra, '..');

const loaded = (module) => `
  const before = process.memoryUsage().rss;
  const start = performance.now();
  require(${JSON.stringify(join(infra, module))});
  const milliseconds = performance.now() - start;
  console.log(JSON.stringify({ milliseconds, megabytes: (process.memoryUsage().rss - before) / 1e6 }));
`;

function median(values) {
  return [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)];
}

function measure(title, once) {
  once();
  const runs = Array.from({ length: rounds }, once);
  return {
    title,
    milliseconds: Math.round(median(runs.map((run) => run.milliseconds))),
    megabytes: Math.round(median(runs.map((run) => run.megabytes))),
  };
}

function load(module) {
  return JSON.parse(execFileSync(process.execPath, ['-e', loaded(module)], { encoding: 'utf8' }));
}

function synth() {
  const bundle = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const start = performance.now();
  const script = `require(${JSON.stringify(join(infra, 'dist/main.js'))});
    console.log(JSON.stringify(process.resourceUsage().maxRSS))`;
  const output = execFileSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: bundle },
  });
  const milliseconds = performance.now() - start;
  return { milliseconds, megabytes: Number(output.trim().split('\n').at(-1)) / 1e3 };
}

const results = [
  measure('import @millrace/infra', () => load('dist/index.js')),
  measure('import @millrace/infra/plan', () => load('dist/plan/index.js')),
  measure('synth, whole process', synth),
];
console.table(results);
mkdirSync(join(root, 'bench-results'), { recursive: true });
writeFileSync(join(root, 'bench-results', 'infra.json'), JSON.stringify(results, null, 2));
