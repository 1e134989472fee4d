import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';

// Each test starts processes of its own, which take their time on a busy machine.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'millrace-terraform-'));
const log = join(folder, 'log');

/** Stands in for Terraform: told to stop, it still has its state to write. */
const slowToEnd = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
let alive = setInterval(() => {}, 1000);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    appendFileSync(${JSON.stringify(log)}, signal + '\\n');
    clearInterval(alive);
    setTimeout(() => { appendFileSync(${JSON.stringify(log)}, 'state written\\n'); process.exit(1); }, 300);
  });
}
appendFileSync(${JSON.stringify(log)}, 'started\\n');
`;

const program = `
const { terraformProcess } = require(${JSON.stringify(join(__dirname, '../dist/pipeline/terraform-process.js'))});
terraformProcess({
  binary: ${JSON.stringify(join(folder, 'terraform'))}, folder: ${JSON.stringify(folder)},
  environment: process.env, terminal: 'inherit',
}).run('apply').then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });
`;

let started: number | undefined;
afterEach(() => {
  if (started === undefined) return;
  try {
    process.kill(-started, 'SIGKILL');
  } catch {
    // All of it has ended, as it should have.
  }
});

async function applying(): Promise<{ readonly child: ChildProcess; readonly group: number }> {
  writeFileSync(join(folder, 'terraform'), slowToEnd);
  chmodSync(join(folder, 'terraform'), 0o755);
  writeFileSync(log, '');
  // In a process group of its own, as a shell would start it.
  const child = spawn(process.execPath, ['-e', program], {
    detached: true,
    stdio: 'ignore',
  });
  const group = child.pid;
  if (group === undefined) throw new Error(`${process.execPath} did not start`);
  started = group;
  while (!logged().includes('started')) await new Promise((resolve) => setTimeout(resolve, 20));
  return { child, group };
}

function logged(): readonly string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

test('Ctrl-C interrupts Terraform once, and waits until it has written its state', async () => {
  const { child, group } = await applying();
  process.kill(-group, 'SIGINT');

  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(logged()).toEqual(['started', 'SIGINT', 'state written']);
});

test('a kill of the command stops Terraform, and waits until it has written its state', async () => {
  const { child } = await applying();
  child.kill('SIGTERM');

  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(logged()).toEqual(['started', 'SIGTERM', 'state written']);
});
