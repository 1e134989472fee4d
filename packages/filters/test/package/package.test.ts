import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const packageFolder = resolve(__dirname, '../..');
const contract = [
  'compileFilter',
  'compileFilterCriteria',
  'explain',
  'lintFilter',
  'filterFor',
  'InvalidFilterPatternError',
];

interface Finished {
  readonly status: number | null;
  readonly output: string;
}

function run(command: string, args: readonly string[], cwd: string): Finished {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

/** The program behind a package's command, so that no shell and no `npx` stands between. */
function programOf(packageName: string, file: string): string {
  const fromHere = createRequire(join(packageFolder, 'package.json'));
  const entry = fromHere.resolve.paths(packageName) ?? [];
  const folder = entry.map((path) => join(path, packageName)).find((path) => readable(path));
  return join(folder ?? packageName, file);
}

function readable(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

let workFolder = '';
let tarball = '';
let consumer = '';

beforeAll(() => {
  workFolder = mkdtempSync(join(tmpdir(), 'millrace-filters-'));
  // Under `pnpm test` this is pnpm itself; a test that is run by hand packs with npm, which puts in the same files.
  const packer = process.env['npm_execpath'];
  const pack = packer?.includes('pnpm') === true ? [process.execPath, packer] : ['npm'];
  const [command = 'npm', ...args] = pack;
  const packed = run(command, [...args, 'pack', '--pack-destination', workFolder], packageFolder);
  expect(packed).toMatchObject({ status: 0 });
  tarball = join(workFolder, readdirSync(workFolder).find((name) => name.endsWith('.tgz')) ?? '');

  consumer = join(workFolder, 'consumer');
  const installed = join(consumer, 'node_modules/@millrace/filters');
  mkdirSync(dirname(installed), { recursive: true });
  expect(run('tar', ['-xzf', tarball, '-C', workFolder], workFolder)).toMatchObject({ status: 0 });
  renameSync(join(workFolder, 'package'), installed);
}, 60_000);

afterAll(() => {
  rmSync(workFolder, { recursive: true, force: true });
});

describe('the package that is published', () => {
  test('holds the built code, its types, and nothing else', () => {
    const { output } = run('tar', ['-tzf', tarball], workFolder);
    const files = output.trim().split(/\r?\n/);
    const outside = files.filter(
      (file) => !/^package\/dist\/.+(?<!\.test)\.(js|d\.ts)$/.test(file),
    );
    expect(outside.filter((file) => file !== 'package/LICENSE').sort()).toEqual([
      'package/README.md',
      'package/package.json',
    ]);
    expect(files).toContain('package/dist/index.js');
    expect(files).toContain('package/dist/index.d.ts');
  });

  test('needs no other package', () => {
    const manifest = createRequire(join(consumer, 'x.js'))('@millrace/filters/package.json');
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('peerDependencies');
  });

  test('can be required', () => {
    const script = `const it = require('@millrace/filters'); process.stdout.write(JSON.stringify(${JSON.stringify(contract)}.map((name) => typeof it[name])))`;
    const { output } = run(process.execPath, ['-e', script], consumer);
    expect(JSON.parse(output)).toEqual(contract.map(() => 'function'));
  });

  test('can be imported by name from an ES module', () => {
    const script = `import { ${contract.join(', ')} } from '@millrace/filters'; process.stdout.write(String(compileFilter({ a: ['x'] }).matches({ a: 'x' })))`;
    const { output } = run(process.execPath, ['--input-type=module', '-e', script], consumer);
    expect(output).toBe('true');
  });

  test('has nothing that publint complains about', () => {
    const cli = programOf('publint', 'src/cli.js');
    const { status, output } = run(process.execPath, [cli, 'run', tarball, '--strict'], workFolder);
    expect({ status, output }).toMatchObject({
      status: 0,
      output: expect.stringContaining('All good'),
    });
  });

  test('has types that resolve in every way a program may be built', () => {
    const cli = programOf('@arethetypeswrong/cli', 'dist/index.js');
    const args = [cli, tarball, '--no-definitely-typed', '--no-emoji', '--no-color'];
    const { status, output } = run(process.execPath, args, workFolder);
    expect({ status, output }).toMatchObject({
      status: 0,
      output: expect.stringContaining('No problems found'),
    });
  }, 60_000);
});

test('the folder itself can be required by other programs of the repository', () => {
  const script = `const it = require(${JSON.stringify(packageFolder)}); process.stdout.write(JSON.stringify(${JSON.stringify(contract)}.map((name) => typeof it[name])))`;
  const { output } = run(process.execPath, ['-e', script], tmpdir());
  expect(JSON.parse(output)).toEqual(contract.map(() => 'function'));
});
