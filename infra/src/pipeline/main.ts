#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { settingsOf } from '../environments.js';
import { findTerraform, terraformName } from '../offline/terraform.js';
import { requireStateBucket } from '../state.js';
import { synthesize } from '../synthesize.js';
import { readAllowedLosses } from './allowed-losses.js';
import { readArguments } from './arguments.js';
import { planFiles, runStack } from './run-stack.js';
import { writeStepSummary } from './step-summary.js';
import { terraformProcess } from './terraform-process.js';

const infraFolder = join(__dirname, '..', '..');

async function main(): Promise<number> {
  const parsed = readArguments(process.argv.slice(2));
  const settings = settingsOf(process.env['MILLRACE_ENV']);
  const stateBucket = settings.state === 'remote' ? requireStateBucket(process.env) : undefined;
  const binary = findTerraform(process.env);
  if (binary === undefined) {
    throw new Error(
      `There is no ${terraformName(process.env)} on PATH. Install Terraform 1.10 or later, or OpenTofu and set TERRAFORM_BINARY_NAME=tofu.`,
    );
  }
  const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(infraFolder, 'cdktf.out');
  const stackFolder = join(outputFolder, 'stacks', 'orders');
  if (parsed.command === 'apply') {
    // A saved plan is applied with the very files that it was made from.
    requireSavedPlan(stackFolder);
  } else {
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
    stateBucket,
    print: (text) => console.log(text),
    publish: (report) => writeStepSummary(process.env, `orders (${settings.environment})`, report),
    confirm: ask,
  });
}

function requireSavedPlan(stackFolder: string): void {
  const saved = join(stackFolder, planFiles.saved);
  if (existsSync(saved)) return;
  throw new Error(
    `There is no saved plan at ${saved}. Make one with "plan" first; "deploy" does both.`,
  );
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
