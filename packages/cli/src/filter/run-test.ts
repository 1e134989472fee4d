import { explainRecords, type InvocationCount } from '@millrace/filters';
import type { CommandContext } from '../commands/command.js';
import { exitCode } from '../output/exit-code.js';
import { readSample } from '../plan-check/read-sample.js';
import type { TestFlags } from './filter-flags.js';
import { readPatterns } from './read-patterns.js';

/** `millrace filter test`: ends with 1 when no record passes, as `grep` does. */
export async function runFilterTest(
  flags: TestFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const patterns = await readPatterns(flags);
  const result = explainRecords(
    { Filters: patterns.map(({ text }) => ({ Pattern: text })) },
    await readSample(flags.records),
    { batchSize: flags.batchSize, maxFilters: patterns.length },
  );
  if (result.passed === 0) exitWith(exitCode.error);
  if (flags.json) {
    screen.out(JSON.stringify(result));
    return;
  }
  screen.out(`${result.passed} of ${result.records} records pass.`);
  for (const [index, { pattern, passed, passedAlone }] of result.filters.entries()) {
    screen.out(`  ${patterns[index]?.origin}: ${pattern}`);
    screen.out(`    lets ${passed} through, ${passedAlone} of them alone`);
  }
  const { fullBatches, singleRecords } = result.invocations;
  screen.out(`Invocations, batches of ${flags.batchSize} full: ${describe(fullBatches)}`);
  screen.out(`Invocations, each record alone: ${describe(singleRecords)}`);
}

function describe({ withFilters, withoutFilters, saved }: InvocationCount): string {
  return `${withFilters} in place of ${withoutFilters}, ${saved} saved`;
}
