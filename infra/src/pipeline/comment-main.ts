#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commentMarker, planComment } from './plan-comment.js';
import { planFiles } from './run-stack.js';
import { writeStickyComment } from './sticky-comment.js';

const stackFolder = join(
  process.env['CDKTF_OUTDIR'] ?? join(__dirname, '..', '..', 'cdktf.out'),
  'stacks',
  'orders',
);

/** A variable that GitHub Actions sets in every run, or the workflow does for this step. */
function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set. This runs in a GitHub Actions job on a pull request.`);
  }
  return value;
}

function pullRequestNumber(): number {
  const event = JSON.parse(readFileSync(variable('GITHUB_EVENT_PATH'), 'utf8')) as {
    readonly pull_request?: { readonly number?: number };
  };
  if (event.pull_request?.number === undefined) {
    throw new Error('The event that started this run is no pull request.');
  }
  return event.pull_request.number;
}

function read(file: string): string {
  const path = join(stackFolder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : `There is no ${file}: see the run's log.`;
}

async function main(): Promise<void> {
  const repository = variable('GITHUB_REPOSITORY');
  const stack = `orders (${variable('MILLRACE_ENV')})`;
  const body = planComment({
    stack,
    check: read(planFiles.check),
    plan: read(planFiles.text),
    runUrl: `${variable('GITHUB_SERVER_URL')}/${repository}/actions/runs/${variable('GITHUB_RUN_ID')}`,
  });
  const done = await writeStickyComment(
    { apiUrl: variable('GITHUB_API_URL'), repository, token: variable('GITHUB_TOKEN') },
    pullRequestNumber(),
    commentMarker(stack),
    body,
  );
  console.log(`Comment on the plan of ${stack}: ${done}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
