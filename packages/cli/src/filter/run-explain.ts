import { explain } from '@millrace/filters';
import type { CommandContext } from '../commands/command.js';
import { exitCode } from '../output/exit-code.js';
import { readSample } from '../plan-check/read-sample.js';
import type { RecordFlags } from './filter-flags.js';
import { readPatterns } from './read-patterns.js';

/** `millrace filter explain`: each pattern on each record; ends with 1 when no record passes. */
export async function runFilterExplain(
  flags: RecordFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const patterns = await readPatterns(flags);
  const records = await readSample(flags.records);
  let passed = 0;
  for (const [index, record] of records.entries()) {
    const explained = patterns.map(({ origin, text }) => ({ origin, ...explain(text, record) }));
    if (explained.some(({ matches }) => matches)) passed += 1;
    if (flags.json) {
      const filters = explained.map(({ origin, matches, conditions }) => ({
        origin,
        matches,
        conditions,
      }));
      screen.out(JSON.stringify({ record: index + 1, filters }));
      continue;
    }
    screen.out(`record ${index + 1}`);
    for (const { origin, text } of explained) {
      screen.out(`  ${origin}`);
      for (const line of text.split('\n')) screen.out(`    ${line}`);
    }
  }
  if (passed === 0) exitWith(exitCode.error);
}
