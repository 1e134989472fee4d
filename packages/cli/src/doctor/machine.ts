import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Clients } from '../aws/clients.js';
import { explainError } from '../errors/explain-error.js';
import { type Finding, ok, problem, warning } from './finding.js';

const run = promisify(execFile);

/** Looks at Node, Terraform, the endpoint and the credentials. */
export async function examineMachine(clients: Clients): Promise<readonly Finding[]> {
  const findings = [examineNode(process.versions.node), await examineTerraform()];
  return [...findings, await examineAccess(clients)];
}

/** @param version as `process.versions.node` has it */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    return problem('NODE_TOO_OLD', `Node ${version} is too old.`, 'Install Node 22 or 24.');
  }
  if (major < 22) {
    return warning(
      'NODE_AGEING',
      `Node ${version} works, and the AWS SDK leaves Node 20 in January 2027.`,
      'Install Node 22 or 24.',
    );
  }
  return ok('NODE', `Node ${version}`);
}

async function examineTerraform(): Promise<Finding> {
  try {
    const { stdout } = await run('terraform', ['version', '-json'], { timeout: 10_000 });
    const { terraform_version: version }: { terraform_version?: string } = JSON.parse(stdout);
    return ok('TERRAFORM', `Terraform ${version ?? 'of an unknown version'}`);
  } catch {
    return warning(
      'TERRAFORM_MISSING',
      'terraform is not on the PATH: stacks can be synthesized and run here, but not deployed.',
      'Install Terraform 1.5 or newer where you deploy from.',
    );
  }
}

async function examineAccess(clients: Clients): Promise<Finding> {
  const { endpoint, region } = clients.connection;
  const place = endpoint ?? `AWS, region ${region === '' ? 'of the profile' : region}`;
  try {
    const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
    await (await clients.dynamodb()).send(new ListTablesCommand({ Limit: 1 }));
    return ok('ACCESS', `DynamoDB answers at ${place}.`);
  } catch (error) {
    const explained = explainError(error);
    const { message, mend } = explained ?? { message: String(error), mend: undefined };
    return problem(
      'NO_ACCESS',
      `DynamoDB cannot be asked at ${place}: ${message}`,
      mend ?? 'Check that this user may call dynamodb:ListTables.',
    );
  }
}
