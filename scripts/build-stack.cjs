// @ts-check
'use strict';

/**
 * Brings up to date what `synth`, `plan`, `deploy` and `destroy` run and what they deploy: the infra
 * program and the function's bundle. Side by side, since neither reads what the other writes.
 */

const { spawn } = require('node:child_process');
const path = require('node:path');
const { runStep, StepFailed } = require('./lib/run-step.cjs');
const { bundle, root } = require('./lib/steps.cjs');

// The handler's types are checked, too: what does not compile must not be deployed.
const projects = ['infra/tsconfig.build.json', 'packages/handler/tsconfig.build.json'];

/** @returns {Promise<boolean>} whether all compiled; the compiler has said why not. */
function compile() {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-b', ...projects], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** @returns {Promise<boolean>} whether it is bundled; the step has said why not. */
async function bundled() {
  try {
    await runStep(root, bundle);
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return false;
  }
}

Promise.all([compile(), bundled()]).then((ends) => {
  process.exitCode = ends.every(Boolean) ? 0 : 1;
});
