import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { InfraError } from './errors.js';
import { zipBundle } from './function-code.js';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-code-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

// A process keeps the time zone it was born with.
function zipInOwnProcess(folder: string, zone: string): string {
  const zip = `require(process.argv[1]).zipBundle(process.argv[2], process.argv[3]).sha256`;
  const arguments_ = [join(__dirname, '../dist/function-code.js'), folder, join(folder, 'c.zip')];
  return execFileSync(process.execPath, ['-p', zip, ...arguments_], {
    env: { TZ: zone },
    encoding: 'utf8',
  }).trim();
}

describe('zipBundle', () => {
  test('gives the same bytes for the same bundle, whatever its file times and folder', () => {
    const first = folderWith({ 'index.js': 'run();', 'index.js.map': '{}' });
    const second = folderWith({ 'index.js.map': '{}', 'index.js': 'run();' });
    utimesSync(join(second, 'index.js'), 1_000_000_000, 1_000_000_000);

    const one = zipBundle(first, join(first, 'a', 'code.zip'));
    const two = zipBundle(second, join(second, 'b', 'code.zip'));

    expect(readFileSync(one.zipFile).equals(readFileSync(two.zipFile))).toBe(true);
    expect(one.sha256).toBe(two.sha256);
  });

  test('gives the same bytes in every time zone', () => {
    const folder = folderWith({ 'index.js': 'run();' });
    const hashes = ['Pacific/Kiritimati', 'America/Anchorage'].map((zone) =>
      zipInOwnProcess(folder, zone),
    );

    expect(hashes[0]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(hashes[1]).toBe(hashes[0]);
  });

  test('changes its hash with the code', () => {
    const before = folderWith({ 'index.js': 'run();' });
    const after = folderWith({ 'index.js': 'run(1);' });

    expect(zipBundle(before, join(before, 'c.zip')).sha256).not.toBe(
      zipBundle(after, join(after, 'c.zip')).sha256,
    );
  });

  test('hashes the zip the way Lambda reports CodeSha256', () => {
    const folder = folderWith({ 'index.js': 'run();' });
    const { zipFile, sha256 } = zipBundle(folder, join(folder, 'c.zip'));

    expect(sha256).toBe(createHash('sha256').update(readFileSync(zipFile)).digest('base64'));
  });

  test('puts the bundle at the root of the zip, with its source map and nothing else', () => {
    const folder = folderWith({ 'index.js': 'run();', 'index.js.map': '{}', 'meta.json': '{}' });
    const { zipFile } = zipBundle(folder, join(folder, 'c.zip'));
    const entries = unzipSync(readFileSync(zipFile));

    expect(Object.keys(entries)).toEqual(['index.js', 'index.js.map']);
    expect(strFromU8(entries['index.js'] ?? new Uint8Array())).toBe('run();');
  });

  test('names the missing bundle and the command that builds it', () => {
    const folder = folderWith({});

    expect(() => zipBundle(folder, join(folder, 'c.zip'))).toThrow(InfraError);
    expect(() => zipBundle(folder, join(folder, 'c.zip'))).toThrow(
      /no function bundle at .*index\.js.*pnpm --filter @millrace\/handler run bundle/,
    );
  });
});
