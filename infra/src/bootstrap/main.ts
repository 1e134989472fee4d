#!/usr/bin/env node
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { App } from 'cdktf';
import { settingsOf } from '../environments.js';
import { keepState } from '../state.js';
import { bootstrapInput } from './bootstrap-input.js';
import { BootstrapStack } from './bootstrap-stack.js';

const outputFolder =
  process.env['CDKTF_OUTDIR'] ?? join(__dirname, '..', '..', 'cdktf.bootstrap.out');

try {
  const { environment, region } = settingsOf(process.env['MILLRACE_ENV']);
  const input = bootstrapInput(process.env);
  mkdirSync(outputFolder, { recursive: true });
  const app = new App({ outdir: outputFolder, stackTraces: false });
  const stack = new BootstrapStack(app, 'bootstrap', { environment, region, ...input });
  // The bucket for the state cannot keep its own: this state is a file, small and easily made anew
  // by import. docs/deploy.md says where to put it.
  keepState(stack, { environment, region, state: 'local' }, undefined);
  app.synth();
  const folder = join(outputFolder, 'stacks', 'bootstrap');
  console.log(`Synthesized bootstrap of ${environment}: ${relative(process.cwd(), folder)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
