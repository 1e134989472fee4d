import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const workspace = join(__dirname, '..');
const tool = (name: string) => join(workspace, 'node_modules/.bin', name);

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-package-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: workspace });
  const [packed = ''] = await readdir(folder);
  tarball = join(folder, packed);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the package', () => {
  test('holds what its users need, and neither sources, tests nor the deployed bundle', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball]);
    const files = stdout.trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining([
        'package/package.json',
        'package/README.md',
        'package/dist/index.js',
        'package/dist/index.d.ts',
      ]),
    );
    expect(files.filter((file) => /src\/|test|bundle|tsbuildinfo/.test(file))).toEqual(
      files.filter((file) => file.startsWith('package/dist/testing/')),
    );
  });

  test('is laid out as its package.json says', async () => {
    await run(tool('publint'), ['run', tarball, '--strict']);
  });

  test('has types that resolve wherever its code does', async () => {
    await run(tool('attw'), [tarball, '--no-emoji']);
  });
});
