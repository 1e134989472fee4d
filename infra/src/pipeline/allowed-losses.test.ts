import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readAllowedLosses } from './allowed-losses.js';

const file = join(mkdtempSync(join(tmpdir(), 'millrace-allowed-')), 'allowed-losses');

test('without the file no loss is allowed', () => {
  expect(readAllowedLosses(file)).toEqual([]);
});

test('remarks and empty lines are left out', () => {
  writeFileSync(file, '# agreed in #12\naws_sqs_queue.spare  # empty since May\n\n');

  expect(readAllowedLosses(file)).toEqual(['aws_sqs_queue.spare']);
});
