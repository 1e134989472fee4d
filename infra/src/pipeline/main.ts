#!/usr/bin/env node
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { settingsOf } from '../environments.js';
import { findTerraform } from '../offline/terraform.js';
import { synthesize } from '../synthesize.js';
import { readAllowedLosses } from './allowed-losses.js';
import { readArguments } from './arguments.js';
import { runStack } from './run-stack.js';
import { terraformProcess } from './terraform-process.js';

const infraFolder = join(__dirname, '..', '..');

async function main(): Promise<number> {
  const parsed = readArguments(process.argv.slice(2));
  const settings = settingsOf(process.env['MILLRACE_ENV']);
  const binary = findTerraform(process.env);
  if (binary === undefined) {
    throw new Error(
      `There is no ${process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform'} on PATH. Install Terraform 1.10 or later, or OpenTofu and set TERRAFORM_BINARY_NAME=tofu.`,
    );
  }
  const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(infraFolder, 'cdktf.out');
  const stackFolder = join(outputFolder, 'stacks', 'orders');
  if (parsed.command !== 'apply') {
    // A saved plan is applied with the very files that it was made from.
    synthesize({
      settings,
      bundleFolder: join(infraFolder, '..', 'packages', 'handler', 'dist', 'bundle'),
      outputFolder,
    });
  }
  return runStack({
    folder: stackFolder,
    terraform: terraformProcess({
      binary,
      folder: stackFolder,
      environment: process.env,
      terminal: 'inherit',
    }),
    arguments: parsed,
    allowedLosses: readAllowedLosses(join(infraFolder, 'allowed-losses')),
    stateBucket: settings.state === 'remote' ? process.env['MILLRACE_STATE_BUCKET'] : undefined,
    print: (text) => console.log(text),
    confirm: ask,
  });
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('There is no terminal to ask on: add --yes to apply without asking.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} (yes/no) `)).trim() === 'yes';
  } finally {
    terminal.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
