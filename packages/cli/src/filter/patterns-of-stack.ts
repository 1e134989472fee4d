import { readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';
import type { NamedPattern } from './named-pattern.js';

const mappingType = 'aws_lambda_event_source_mapping';

/**
 * The filter patterns of every event source mapping in a synthesized stack, as they will be
 * deployed.
 *
 * @throws CliError `STACK_UNREADABLE`
 */
export async function patternsOfStack(file: string): Promise<readonly NamedPattern[]> {
  const stack = await readStack(file);
  const mappings = member(member(stack, 'resource'), mappingType);
  return Object.entries(mappings ?? {}).flatMap(([name, mapping]) =>
    asList(member(mapping, 'filter_criteria'))
      .flatMap((criteria) => asList(member(criteria, 'filter')))
      .flatMap((filter, index) => {
        const text = member(filter, 'pattern');
        const origin = `${mappingType}.${name} filter[${index}]`;
        return typeof text === 'string' ? [{ origin, text }] : [];
      }),
  );
}

async function readStack(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(
      'STACK_UNREADABLE',
      `The stack ${file} cannot be read (${error instanceof Error ? error.message : error}). Write it with 'pnpm synth', or name another with --stack.`,
    );
  }
}

/** Terraform's JSON takes a block alone or in a list. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function member(value: unknown, name: string): object | string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return (typeof found === 'object' && found !== null) || typeof found === 'string'
    ? found
    : undefined;
}
