import { describe, expect, test } from '@jest/globals';
import { FunctionWatch } from './function-watch.js';

const log = (watch: FunctionWatch, requestId: string, line: string) =>
  watch.see({ type: 'function-log', functionName: 'consumer', requestId, stream: 'stdout', line });

describe('the log lines that are kept', () => {
  test('are those that speak of a record, or all when none does', () => {
    const watch = new FunctionWatch();
    for (const line of ['start', 'record 17', 'record 18']) log(watch, 'r', line);
    expect(watch.linesOf('r', '17')).toEqual(['record 17']);
    expect(watch.linesOf('r', '99')).toHaveLength(3);
  });

  test('are cut where they are long, and bounded for each call', () => {
    const watch = new FunctionWatch();
    for (let line = 0; line < 100; line += 1) log(watch, 'r', 'x'.repeat(5_000));
    expect(watch.linesOf('r', '17').map(({ length }) => length)).toEqual(Array(60).fill(2_000));
  });

  test('are those of the newest calls, the fewer the more these say', () => {
    const watch = new FunctionWatch();
    const calls = 200;
    for (let call = 1; call <= calls; call += 1) {
      for (let line = 0; line < 60; line += 1) log(watch, `r${call}`, 'x'.repeat(2_000));
    }
    const kept = Array.from({ length: calls }, (_, call) => watch.linesOf(`r${call + 1}`, '17'));
    const characters = kept.flat().reduce((sum, { length }) => sum + length, 0);
    expect(characters).toBeLessThanOrEqual(8 * 1_024 * 1_024);
    expect(kept.at(-1)).toHaveLength(60);
    expect(kept.at(0)).toHaveLength(0);
  });
});
