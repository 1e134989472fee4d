import { existsSync, readFileSync } from 'node:fs';

/**
 * Addresses from a file that stands in the repository, one a line with `#` for remarks: an intended
 * loss is agreed to in the same review as the change that causes it, and taken out with the next.
 */
export function readAllowedLosses(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
}
