import { InfraError } from '../errors.js';
import type { BootstrapProps } from './bootstrap-stack.js';

type BootstrapInput = Pick<BootstrapProps, 'account' | 'repository' | 'stateBucket'>;

const inputs: Readonly<
  Record<keyof BootstrapInput, { variable: string; form: RegExp; example: string }>
> = {
  account: { variable: 'AWS_ACCOUNT_ID', form: /^\d{12}$/, example: '123456789012' },
  repository: {
    variable: 'MILLRACE_REPOSITORY',
    form: /^[\w.-]+\/[\w.-]+$/,
    example: 'acme/orders',
  },
  stateBucket: {
    variable: 'MILLRACE_STATE_BUCKET',
    // What is called millrace-<environment>-* belongs to the stack, and the deploy role may delete it.
    form: /^(?!millrace-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    example:
      'acme-millrace-state-prod, and not begin with "millrace-", as the stack\'s own buckets do',
  },
};

/**
 * What the bootstrap has to be told, from the environment.
 *
 * @throws InfraError `BOOTSTRAP_INPUT_INVALID` naming every variable that is missing or malformed.
 */
export function bootstrapInput(environment: NodeJS.ProcessEnv): BootstrapInput {
  const faults = Object.values(inputs)
    .filter(({ variable, form }) => !form.test(environment[variable] ?? ''))
    .map(
      ({ variable, example }) =>
        `  - ${variable} is "${environment[variable] ?? ''}"; it should look like ${example}`,
    );
  if (faults.length > 0) {
    throw new InfraError(
      'BOOTSTRAP_INPUT_INVALID',
      `The bootstrap must be told:\n${faults.join('\n')}`,
    );
  }
  const read = (name: keyof BootstrapInput): string => environment[inputs[name].variable] ?? '';
  return {
    account: read('account'),
    repository: read('repository'),
    stateBucket: read('stateBucket'),
  };
}
