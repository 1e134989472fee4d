// @ts-check
'use strict';

/**
 * What `npm start`, `npm run demo` and `npm test` run. It needs nothing but Node and npm: it installs,
 * builds and synthesizes what is missing or out of date, then hands over to the real command.
 */

const { spawn } = require('node:child_process');
const path = require('node:path');
const { runStep, StepFailed } = require('./lib/run-step.cjs');
const { say, red } = require('./lib/screen.cjs');
const { root, steps } = require('./lib/steps.cjs');

const OLDEST_NODE = [20, 11];

/** @type {Readonly<Record<string, { does: string, command: readonly string[] }>>} */
const roads = {
  start: {
    does: 'the road stays open until Ctrl-C',
    command: [path.join(root, 'packages/cli/bin/millrace.js'), 'start'],
  },
  demo: {
    does: 'a fixed scenario runs down the whole road',
    command: [path.join(root, 'packages/cli/bin/millrace.js'), 'demo'],
  },
  test: {
    does: 'every test of every package',
    command: [path.join(root, 'scripts/run-tests.cjs')],
  },
};

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor = 0, wantMinor = 0] = OLDEST_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  say(red(`Millrace needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`));
  say('Install Node 22 or 24 (https://nodejs.org) and run the command again.');
  process.exit(1);
}

/**
 * Runs the real command in this terminal and ends as it ends. Ctrl-C reaches the child by itself (it is
 * in the same process group); a plain kill is passed on.
 * @param {readonly string[]} command
 */
function handOver(command) {
  const child = spawn(process.execPath, [...command], { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
  });
}

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const road = roads[name];
  if (road === undefined) {
    say(red(`There is no road "${name}".`));
    say(`Use one of: ${Object.keys(roads).join(', ')}.`);
    process.exit(1);
  }
  refuseOldNode();
  say(`Millrace: ${name} (${road.does})`);
  for (const step of steps) await runStep(root, step);
  handOver([...road.command, ...args]);
}

main().catch((error) => {
  if (!(error instanceof StepFailed)) throw error;
  process.exit(1);
});
