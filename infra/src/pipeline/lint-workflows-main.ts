#!/usr/bin/env node
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workflowLinter } from './workflow-faults.js';

const folder = join(__dirname, '..', '..', '..', '.github', 'workflows');

async function main(): Promise<void> {
  const lint = await workflowLinter();
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const faults = files.flatMap((name) =>
    lint(readFileSync(join(folder, name), 'utf8'), relative(process.cwd(), join(folder, name))),
  );
  for (const fault of faults) console.error(fault);
  console.log(`${files.length} workflows, ${faults.length} faults.`);
  if (faults.length > 0) process.exitCode = 1;
}

void main();
