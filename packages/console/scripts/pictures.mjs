// Takes the pictures of the documentation on a real road: `pnpm --filter @millrace/console pictures`.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { openRoad } from '../bench/lib/road.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../docs/images');
mkdirSync(folder, { recursive: true });

const road = await openRoad({ rate: 12 });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

async function open(width, height, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  await page.goto(road.console);
  await page.getByRole('region', { name: 'Table', exact: true }).waitFor();
  return page;
}

const walkTo = (page, view) => page.getByRole('link', { name: view, exact: true }).click();
const keep = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

const page = await open(1280, 860, 'light');
// A road that has been open for a while.
await sleep(15_000);
await walkTo(page, 'Hands on');
await page.getByRole('region', { name: 'Split a shard' }).getByRole('button').first().click();
await page.getByText('two children go on').waitFor();
await page.evaluate(() => scrollTo(0, 0));
await keep(page, 'console-hands-on');
await walkTo(page, 'Road');
await page.getByRole('button', { name: 'Write an order and follow it' }).click();
await page.getByText(/done after/).waitFor();
await sleep(1_500);
await keep(page, 'console-road');

await page.getByRole('link', { name: 'Read the whole story' }).click();
await page.getByText('Why').click();
await keep(page, 'console-story');

await walkTo(page, 'Filters');
await page.getByRole('button', { name: /pattern 2/ }).click();
await page.getByText(/records pass/).waitFor();
await page
  .getByRole('button', { name: /does not pass/ })
  .first()
  .click();
await page.locator('.verdict').first().waitFor();
await keep(page, 'console-filters');

const dark = await open(1280, 780, 'dark');
await walkTo(dark, 'Charts');
await sleep(1_000);
await keep(dark, 'console-charts-dark');

const narrow = await open(390, 844, 'dark');
await sleep(1_500);
await narrow.getByRole('region', { name: 'Stream', exact: true }).scrollIntoViewIfNeeded();
await keep(narrow, 'console-narrow-dark');

await browser.close();
await road.close();
