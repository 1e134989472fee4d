import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { unpackBundle } from './code-folder.js';

async function unpack(zip: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bundle-'));
  await unpackBundle(zip, folder);
  return folder;
}

const text = (content: string) => Buffer.from(content);

describe('a bundle', () => {
  test('is unpacked with its folders', async () => {
    const folder = await unpack(zipSync({ 'index.js': text('a'), lib: { 'b.js': text('b') } }));
    expect((await readdir(folder)).sort()).toEqual(['index.js', 'lib']);
    expect(await readFile(join(folder, 'lib', 'b.js'), 'utf8')).toBe('b');
  });

  test.each([
    ['that is no zip', text('no zip'), 'BUNDLE_NOT_A_ZIP'],
    ['that is cut off', zipSync({ 'a.js': text('a') }).slice(0, 40), 'BUNDLE_NOT_A_ZIP'],
    ['that climbs out of its folder', zipSync({ '../evil.js': text('a') }), 'BUNDLE_ESCAPES'],
    ['that climbs out half way', zipSync({ 'a/../../evil.js': text('a') }), 'BUNDLE_ESCAPES'],
    ['that climbs out by backslashes', zipSync({ '..\\evil.js': text('a') }), 'BUNDLE_ESCAPES'],
    ['that names the root', zipSync({ '/evil.js': text('a') }), 'BUNDLE_ESCAPES'],
  ])('%s is refused', async (_what, zip, code) => {
    await expect(unpack(zip)).rejects.toMatchObject({ code });
  });

  test('that would unpack to more than 250 MB is refused before it is unpacked', async () => {
    const zip = Buffer.from(zipSync({ 'bomb.js': text('boom') }));
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt32LE(300_000_000, directory + 24);
    await expect(unpack(zip)).rejects.toMatchObject({
      code: 'BUNDLE_TOO_LARGE',
      message: 'Unzipped size must be smaller than 262144000 bytes',
    });
  });
});
