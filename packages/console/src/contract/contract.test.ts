import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('the contract is the same on both of its sides, byte for byte', () => {
  const page = readFileSync(join(__dirname, 'contract.ts'), 'utf8');
  const server = readFileSync(join(__dirname, '../../../local/src/console/contract.ts'), 'utf8');
  expect(server).toBe(page);
});
