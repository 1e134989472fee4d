import { afterEach, describe, expect, test } from '@jest/globals';
import type { ChangeRow, Refusal } from '../../src/console/contract.js';
import { type OpenedConsole, openConsole } from './support.js';

let opened: OpenedConsole;
afterEach(async () => {
  await opened.close();
  expect(opened.faults).toEqual([]);
});

/** What a page keeps of its table's changes: rows that it knows get on, new ones come to the front. */
function pageRows({ heard }: OpenedConsole): readonly ChangeRow[] {
  const frames = [heard.hello?.frame, ...heard.frames];
  let rows: readonly ChangeRow[] = [];
  for (const row of frames.flatMap((frame) => frame?.changes ?? [])) {
    const isKnown = rows.some(({ sequence }) => sequence === row.sequence);
    rows = isKnown
      ? rows.map((known) => (known.sequence === row.sequence ? row : known))
      : [row, ...rows].slice(0, 40);
  }
  return rows;
}

describe('the feed', () => {
  test('tells how every change on a page ended, however many there were', async () => {
    opened = await openConsole();
    const { put, eventuallyRoad, search } = opened;
    await Promise.all(Array.from({ length: 120 }, (_, index) => put(`order-${index}`)));
    await eventuallyRoad(({ mappings }) => mappings[0]?.handled === 120, 'all to arrive');
    const rows = pageRows(opened);
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(40).fill('handled'));
    const newest = await search('');
    expect(rows.map(({ key }) => key)).toEqual(newest.slice(0, 40).map(({ key }) => key));
  });

  test('is told to so many pages and no more', async () => {
    opened = await openConsole();
    const stop = new AbortController();
    // One listens already.
    const others = Array.from({ length: 32 }, () =>
      fetch(`${opened.console.url}api/feed`, { signal: stop.signal }),
    );
    const statuses = (await Promise.all(others)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(31);
    const refused = await fetch(`${opened.console.url}api/feed`);
    expect(refused.status).toBe(503);
    expect(((await refused.json()) as Refusal).message).toContain('Close some of its pages.');
    stop.abort();
  });
});
