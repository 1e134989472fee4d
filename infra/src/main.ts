#!/usr/bin/env node
import { join, relative } from 'node:path';
import { settingsOf } from './environments.js';
import { InfraError } from './errors.js';
import { synthesize } from './synthesize.js';

const infraFolder = join(__dirname, '..');

try {
  const settings = settingsOf(process.env['MILLRACE_ENV']);
  const file = synthesize({
    settings,
    bundleFolder: join(infraFolder, '..', 'packages', 'handler', 'dist', 'bundle'),
    outputFolder: process.env['CDKTF_OUTDIR'] ?? join(infraFolder, 'cdktf.out'),
    stateBucket: process.env['MILLRACE_STATE_BUCKET'],
  });
  console.log(`Synthesized ${settings.environment}: ${relative(process.cwd(), file)}`);
} catch (error) {
  if (!(error instanceof InfraError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
