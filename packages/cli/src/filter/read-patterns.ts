import { readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';
import type { PatternFlags } from './filter-flags.js';
import type { NamedPattern } from './named-pattern.js';
import { patternsOfStack } from './patterns-of-stack.js';

/**
 * The patterns that the flags name, in their order.
 *
 * @throws CliError `NO_PATTERN` or `PATTERN_UNREADABLE`
 */
export async function readPatterns(flags: PatternFlags): Promise<readonly NamedPattern[]> {
  const fromFlags = await Promise.all(
    flags.pattern.filter((given) => given !== 'from-stack').map(readPattern),
  );
  const wantsStack = flags.fromStack === true || flags.pattern.includes('from-stack');
  const fromStack = wantsStack ? await patternsOfStack(flags.stack) : [];
  const patterns = [...fromFlags.flat(), ...fromStack];
  if (patterns.length > 0) return patterns;
  throw new CliError(
    'NO_PATTERN',
    wantsStack
      ? `No event source mapping in ${flags.stack} has a filter: every record passes. Give one with --pattern.`
      : 'No pattern was given. Give --pattern with JSON or a file, or --from-stack.',
  );
}

async function readPattern(given: string): Promise<readonly NamedPattern[]> {
  if (given.trimStart().startsWith('{')) return [{ origin: '--pattern', text: given }];
  let content: string;
  try {
    content = await readFile(given, 'utf8');
  } catch (error) {
    throw new CliError(
      'PATTERN_UNREADABLE',
      `The pattern ${given} is neither JSON nor a file (${error instanceof Error ? error.message : error}). A pattern is a JSON object: {"eventName": ["INSERT"]}.`,
    );
  }
  return patternsOfCriteria(content, given) ?? [{ origin: given, text: content.trim() }];
}

/** A file may hold `FilterCriteria`, as `aws lambda get-event-source-mapping` prints it. */
function patternsOfCriteria(content: string, file: string): readonly NamedPattern[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null || !('Filters' in document))
    return undefined;
  const { Filters } = document;
  if (!Array.isArray(Filters)) return undefined;
  return Filters.map((filter: { readonly Pattern?: unknown } | null, index) => ({
    origin: `${file} Filters[${index}]`,
    text: typeof filter?.Pattern === 'string' ? filter.Pattern : '',
  }));
}
