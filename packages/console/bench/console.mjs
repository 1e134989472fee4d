// The road at 1,000 records a second, with and without a page that looks at it, in one run.
// pnpm --filter @millrace/console bench [seconds with the page, 60 when left out]
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { lightStack } from './lib/light-stack.mjs';
import { openRoad, ordersStack } from './lib/road.mjs';
import { startWriter } from './lib/writer.mjs';

const PER_SECOND = 1_000;
const seconds = Number(process.argv[2] ?? 60);
/** The page is opened and closed in turn, so that a machine that slows down meanwhile wrongs neither. */
const TURNS = 3;
/** Seconds after which a page has what it needs, and clicks between two looks at its heap. */
const SETTLED = 20;
const HEAP_EVERY = 3;
const here = dirname(fileURLToPath(import.meta.url));

const percentile = (values, share) =>
  [...values].sort((one, two) => one - two)[Math.max(0, Math.ceil(values.length * share) - 1)];

/** Milliseconds from a click to the painted view. Measured in the page, where a person sits. */
const clickTo = (page, view, heading) =>
  page.evaluate(
    ([name, title]) =>
      new Promise((resolve) => {
        const began = performance.now();
        const link = [...document.querySelectorAll('.tabs a')].find(
          (each) => each.textContent === name,
        );
        link.click();
        const look = () => {
          if (document.querySelector('h1')?.textContent !== title) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - began));
        };
        requestAnimationFrame(look);
      }),
    [view, heading],
  );

async function heapOf(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
}

const stack = await lightStack(ordersStack);
const road = await openRoad({ stack: stack.file });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

/** Opens the page and gives how long its first view took. */
async function openPage() {
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 } })
  ).newPage();
  const began = performance.now();
  await page.goto(road.console);
  await page.getByRole('region', { name: 'Table' }).waitFor();
  return { page, firstView: performance.now() - began };
}

const { page: first, firstView } = await openPage();
const tableName = await first.locator('[data-anchor="table"] .station-name').textContent();
await first.context().close();

const writer = startWriter({ endpoint: road.endpoint, tableName, perSecond: PER_SECOND });
await sleep(3_000);

async function rateDuring(work) {
  const [written, handled, began] = [writer.written, road.handled, performance.now()];
  await work();
  const took = (performance.now() - began) / 1_000;
  return { written: (writer.written - written) / took, handled: (road.handled - handled) / took };
}

const clicks = [];
/** Of the long turn, after garbage was collected: `{ second, megabytes }`. */
const heaps = [];
const rates = { without: [], with: [] };

/** A person who clicks about once a second, for so long. */
async function useConsole(page, session, milliseconds) {
  const began = performance.now();
  const views = [
    ['Charts', 'The last fifteen minutes'],
    ['Records', 'A record’s story'],
    ['Filters', 'Filter bench'],
    ['Hands on', 'Hands on'],
    ['Road', 'What happens to a change'],
  ];
  for (let index = 0; performance.now() - began < milliseconds; index += 1) {
    clicks.push(await clickTo(page, ...views[index % views.length]));
    const second = (performance.now() - began) / 1_000;
    if (session !== undefined && index % HEAP_EVERY === 0) {
      heaps.push({ second, megabytes: await heapOf(session) });
    }
    await sleep(1_000);
  }
}

// The long turn first: its heap is what is watched.
for (let turn = 0; turn < TURNS; turn += 1) {
  const length = turn === 0 ? seconds * 1_000 : 15_000;
  rates.without.push(await rateDuring(() => sleep(15_000)));
  const { page } = await openPage();
  const session = turn === 0 ? await page.context().newCDPSession(page) : undefined;
  rates.with.push(await rateDuring(() => useConsole(page, session, length)));
  await page.context().close();
}
await writer.stop();
await browser.close();
await road.close();
await stack.remove();

const mean = (list, name) => list.reduce((sum, each) => sum + each[name], 0) / list.length;
const middle = (SETTLED + seconds) / 2;
const heapBetween = (from, to) =>
  percentile(
    heaps.filter(({ second }) => second >= from && second < to).map(({ megabytes }) => megabytes),
    0.5,
  );
const result = {
  machine: { cpus: cpus().length, model: cpus()[0]?.model, load: loadavg()[0] },
  seconds,
  firstViewMs: firstView,
  clickMs: { count: clicks.length, p50: percentile(clicks, 0.5), p95: percentile(clicks, 0.95) },
  heapMb: {
    settled: heapBetween(SETTLED, middle),
    later: heapBetween(middle, seconds),
    samples: heaps,
  },
  handledPerSecond: { without: mean(rates.without, 'handled'), with: mean(rates.with, 'handled') },
  writtenPerSecond: { without: mean(rates.without, 'written'), with: mean(rates.with, 'written') },
};
const change = (result.handledPerSecond.with / result.handledPerSecond.without - 1) * 100;
console.table({
  'first view (ms)': { value: firstView.toFixed(0) },
  'click to painted view, p50 (ms)': { value: result.clickMs.p50.toFixed(0) },
  'click to painted view, p95 (ms)': { value: result.clickMs.p95.toFixed(0) },
  [`heap, ${SETTLED} to ${middle} s (MB, median)`]: {
    value: result.heapMb.settled?.toFixed(1) ?? '-',
  },
  [`heap, ${middle} to ${seconds} s (MB, median)`]: {
    value: result.heapMb.later?.toFixed(1) ?? '-',
  },
  'written a second, no page': { value: result.writtenPerSecond.without.toFixed(0) },
  'written a second, page open': { value: result.writtenPerSecond.with.toFixed(0) },
  'handled a second, no page': { value: result.handledPerSecond.without.toFixed(0) },
  'handled a second, page open': { value: result.handledPerSecond.with.toFixed(0) },
  'change (%)': { value: change.toFixed(1) },
  'load of the machine': { value: result.machine.load.toFixed(1) },
});
const folder = join(here, '../../../bench-results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'console.json'), JSON.stringify(result, undefined, 2));
