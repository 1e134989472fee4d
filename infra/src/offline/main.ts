#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openOfflineWorkspace } from './offline-workspace.js';
import { findTerraform, terraformName } from './terraform.js';

const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(__dirname, '..', '..', 'cdktf.out');

async function planOffline(binary: string): Promise<void> {
  const workspace = await openOfflineWorkspace(join(outputFolder, 'stacks', 'orders'), binary);
  try {
    await workspace.validate();
    const { text, json } = await workspace.plan();
    const file = join(outputFolder, 'stub-plan.json');
    writeFileSync(file, json);
    console.log(text);
    console.log(
      `Planned by ${binary} against a STUB of the AWS provider: shapes, types and references hold, ` +
        `but AWS was never asked. Plan as JSON: ${relative(process.cwd(), file)}`,
    );
  } finally {
    await workspace.close();
  }
}

const binary = findTerraform(process.env);
if (binary !== undefined) {
  planOffline(binary).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} else {
  console.error(
    `There is no ${terraformName(process.env)} to plan with. Install Terraform or OpenTofu, or name the binary in TERRAFORM_BINARY_NAME.`,
  );
  // Without it a laptop loses a look at the plan; a pipeline would lose its check.
  if (process.env['CI'] !== undefined && process.env['CI'] !== 'false') process.exitCode = 1;
}
