// @ts-check
'use strict';

/**
 * Runs the tests of every workspace in one jest, and ends with the one line that programs read:
 * `N passed, N failed`. Arguments go on to jest: `npm test -- packages/filters`.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./lib/steps.cjs');

const report = path.join(root, '.millrace', 'test-report.json');
fs.mkdirSync(path.dirname(report), { recursive: true });
fs.rmSync(report, { force: true });

const jest = spawnSync(
  process.execPath,
  [
    require.resolve('jest/bin/jest'),
    '--json',
    `--outputFile=${report}`,
    '--passWithNoTests=false',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);

if (!fs.existsSync(report)) {
  process.stderr.write('jest ended without a report: its message is above.\n');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
  fs.readFileSync(report, 'utf8'),
);
const failed = numFailedTests + numRuntimeErrorTestSuites;
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
process.exit(jest.status === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1);
