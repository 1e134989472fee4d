import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const scripts = path.resolve(__dirname, '..');

/** Runs one step of the set-up in a process of its own, as `npm run demo` does. */
function runStep(root: string, step: object) {
  const program = `
    const { runStep } = require(${JSON.stringify(path.join(scripts, 'lib/run-step.cjs'))});
    runStep(process.argv[1], JSON.parse(process.argv[2])).catch(() => process.exit(1));
  `;
  const child = spawnSync(process.execPath, ['-e', program, root, JSON.stringify(step)], {
    encoding: 'utf8',
  });
  return { code: child.status, screen: child.stderr };
}

describe('a step of the set-up', () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-step-'));
    fs.writeFileSync(path.join(root, 'input.txt'), 'one');
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));

  const step = (program: string) => ({
    name: 'weave',
    title: 'Weaving',
    command: [process.execPath, '-e', program],
    inputs: ['input.txt'],
    facts: [],
    outputs: ['output.txt'],
    mend: 'Buy more yarn.',
  });
  const weave = step(`require('fs').appendFileSync('output.txt', 'woven ')`);
  const output = () => fs.readFileSync(path.join(root, 'output.txt'), 'utf8');

  test('runs once while its inputs stay the same', () => {
    expect(runStep(root, weave).code).toBe(0);
    const second = runStep(root, weave);
    expect(second.screen).toContain('up to date');
    expect(output()).toBe('woven ');
  });

  test('runs again when an input changes', () => {
    runStep(root, weave);
    fs.writeFileSync(path.join(root, 'input.txt'), 'two');
    runStep(root, weave);
    expect(output()).toBe('woven woven ');
  });

  test('runs again when its output is gone', () => {
    runStep(root, weave);
    fs.rmSync(path.join(root, 'output.txt'));
    runStep(root, weave);
    expect(output()).toBe('woven ');
  });

  test('runs again when its output is not the one that it wrote', () => {
    runStep(root, weave);
    fs.writeFileSync(path.join(root, 'output.txt'), 'cut ');
    runStep(root, weave);
    expect(output()).toBe('cut woven ');
  });

  test('runs again when an input changed while it ran', () => {
    runStep(
      root,
      step(`
      const fs = require('fs');
      fs.writeFileSync('output.txt', fs.readFileSync('input.txt'));
      fs.writeFileSync('input.txt', 'two');
    `),
    );
    runStep(root, step(`require('fs').copyFileSync('input.txt', 'output.txt')`));
    expect(output()).toBe('two');
  });

  test('says which step failed, what it printed, and what to do', () => {
    const { code, screen } = runStep(root, step(`console.log('no yarn'); process.exit(3)`));
    expect(code).toBe(1);
    expect(screen).toContain('The step "weave" failed (exit code 3)');
    expect(screen).toContain('no yarn');
    expect(screen).toContain('Buy more yarn.');
  });

  test('that failed is not taken for up to date', () => {
    runStep(root, weave);
    fs.writeFileSync(path.join(root, 'input.txt'), 'two');
    runStep(root, { ...step('process.exit(1)') });
    runStep(root, weave);
    expect(output()).toBe('woven woven ');
  });

  test('whose program is missing fails with its name', () => {
    const { code, screen } = runStep(root, { ...weave, command: ['no-such-program'] });
    expect(code).toBe(1);
    expect(screen).toContain('no-such-program could not be started');
  });
});

test('an unknown road is refused with the names of the known ones', () => {
  const child = spawnSync(process.execPath, [path.join(scripts, 'road.cjs'), 'detour'], {
    encoding: 'utf8',
  });
  expect(child.status).toBe(1);
  expect(child.stderr).toContain('There is no road "detour"');
  expect(child.stderr).toContain('start, demo, test');
});

test('the pnpm that sets everything up is the one that later commands find', () => {
  const { PNPM } = require('../lib/steps.cjs');
  const { devDependencies } = JSON.parse(
    fs.readFileSync(path.resolve(scripts, '../package.json'), 'utf8'),
  );
  expect(PNPM).toBe(`pnpm@${devDependencies.pnpm}`);
});
