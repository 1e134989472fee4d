import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';

const dist = join(__dirname, '../dist');

test('the whole page weighs at most 200 KB on its way', () => {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
  const weight = files.reduce((sum, content) => sum + gzipSync(content).length, 0);
  expect(files.length).toBeGreaterThanOrEqual(3);
  expect(weight).toBeLessThan(200_000);
});
