import { describe } from '@jest/globals';
import { findTerraform } from '../src/offline/terraform.js';

export const terraformBinary = findTerraform(process.env);

/**
 * `describe` for tests that run the real Terraform. Where it is absent they are skipped with a
 * notice; in CI they fail, so that a pipeline cannot lose them silently.
 */
export const describeWithTerraform: typeof describe | typeof describe.skip =
  terraformBinary !== undefined || process.env['CI'] !== undefined ? describe : skipWithNotice();

function skipWithNotice(): typeof describe.skip {
  console.warn(
    'No terraform on PATH: the tests that run it are skipped (they fail where CI is set).',
  );
  return describe.skip;
}

export function requireTerraform(): string {
  if (terraformBinary === undefined) {
    throw new Error('CI is set and there is no terraform (or TERRAFORM_BINARY_NAME) to test with.');
  }
  return terraformBinary;
}
