// @ts-check
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { fingerprint } = require('./fingerprint.cjs');
const { showStep, showSkipped, say, red, dim } = require('./screen.cjs');

/** A step's failure, already explained on the screen. */
class StepFailed extends Error {}

/**
 * @param {string} root
 * @param {string} name
 */
const stampFile = (root, name) => path.join(root, '.millrace', 'stamps', name);

/**
 * What a step left behind. Another command may have written the same files from other inputs since;
 * they are then not this step's any more.
 * @param {string} root
 * @param {import('./steps.cjs').Step} step
 */
function printOfOutputs(root, { outputs }) {
  const isFile = (/** @type {string} */ output) =>
    fs.statSync(path.join(root, output), { throwIfNoEntry: false })?.isFile() === true;
  return fingerprint(root, outputs.filter(isFile));
}

/**
 * @param {string} root
 * @param {import('./steps.cjs').Step} step
 * @param {string} inputs
 */
function isUpToDate(root, step, inputs) {
  const stamp = stampFile(root, step.name);
  return (
    fs.existsSync(stamp) &&
    step.outputs.every((output) => fs.existsSync(path.join(root, output))) &&
    fs.readFileSync(stamp, 'utf8') === `${inputs} ${printOfOutputs(root, step)}`
  );
}

/**
 * Runs a command, its output into a log file, and gives its exit code.
 * @param {string} root
 * @param {readonly string[]} command
 * @param {string} log
 * @returns {Promise<number>}
 */
function runIntoLog(root, command, log) {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const out = fs.openSync(log, 'w');
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', out, out] });
    const end = (/** @type {number} */ code) => {
      fs.closeSync(out);
      resolve(code);
    };
    child.on('error', (error) => {
      fs.writeSync(out, `${program} could not be started: ${error.message}\n`);
      end(127);
    });
    child.on('exit', (code) => end(code ?? 1));
  });
}

/**
 * Runs one step of the set-up unless nothing it depends on has changed since it last went well.
 * @param {string} root
 * @param {import('./steps.cjs').Step} step
 * @throws {StepFailed} after saying which step failed, how, and what to do
 */
async function runStep(root, step) {
  const inputs = fingerprint(root, step.inputs, step.facts);
  if (isUpToDate(root, step, inputs)) {
    showSkipped(step.title);
    return;
  }
  const log = path.join(root, '.millrace', 'logs', `${step.name}.log`);
  fs.rmSync(stampFile(root, step.name), { force: true });
  const end = showStep(step.title);
  const code = await runIntoLog(root, step.command, log);
  if (code !== 0) {
    end('failed');
    const tail = fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25);
    say(tail.map((line) => `    ${line}`).join('\n'));
    say(red(`\nThe step "${step.name}" failed (exit code ${code}).`));
    say(step.mend);
    say(dim(`All that it printed is in ${path.relative(root, log)}.`));
    throw new StepFailed(step.name);
  }
  fs.mkdirSync(path.dirname(stampFile(root, step.name)), { recursive: true });
  fs.writeFileSync(stampFile(root, step.name), `${inputs} ${printOfOutputs(root, step)}`);
  end('done');
}

module.exports = { runStep, StepFailed };
