import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, type OpenedPage, openPage } from './support/browser.js';
import { inBrowser } from './support/in-browser.js';
import { house, type OpenRoad, openRoad, roadMissing } from './support/open-road.js';

inBrowser('the real road in the console', () => {
  let browser: Browser;
  let road: OpenRoad;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    if (roadMissing !== undefined) throw new Error(roadMissing);
    [browser, road] = await Promise.all([launchBrowser(), openRoad(0)]);
    opened = await openPage(browser, road.url);
    page = opened.page;
  });
  afterAll(async () => {
    await browser?.close();
    await road?.close();
  });

  const walkTo = (view: string) => page.getByRole('link', { name: view, exact: true }).click();
  const control = (name: string | RegExp) => page.getByRole('region', { name });
  /** Waits until a control says what came of its action, which is not what it promises above. */
  const heard = (name: string | RegExp, words: string | RegExp) =>
    control(name).getByRole('status').filter({ hasText: words }).waitFor();
  const heal = async () => {
    await control(/^Break/)
      .getByRole('button', { name: 'Heal it' })
      .click();
    await heard(/^Break/, 'Healed.');
  };
  const station = (name: string) => page.getByRole('region', { name, exact: true });
  const numberOf = (place: Locator, label: string) =>
    place.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]');

  async function write(orderId: string): Promise<void> {
    await control('Write an order').getByLabel('Order').fill(orderId);
    await control('Write an order').getByRole('button').first().click();
    await heard('Write an order', `${orderId} is written.`);
  }

  async function change(orderId: string, status: string): Promise<void> {
    await control('Change an order').getByLabel('Order').fill(orderId);
    await control('Change an order').getByLabel('New status').selectOption(status);
    await control('Change an order').getByRole('button').first().click();
    await heard('Change an order', `${orderId} is ${status} now.`);
  }

  async function breakFor(orderId: string, times: number): Promise<void> {
    const fault = control(/^Break/);
    await fault.getByLabel('For events that contain').fill(orderId);
    await fault.getByLabel(/^Times/).fill(String(times));
    await fault.getByRole('button', { name: 'Break it' }).click();
    await heard(/^Break/, /^Armed/);
  }

  test('shows a written order on its way, and at its end', async () => {
    await page.getByRole('button', { name: 'Write an order and follow it' }).click();
    await page.getByText('Passed the filter').waitFor();
    await page.getByText(/done after/).waitFor();
    await page
      .getByText(/Writes to .*by-customer/)
      .first()
      .waitFor();
    await numberOf(station('Table'), 'changes').filter({ hasText: /^1$/ }).waitFor();
    await station('Done').getByText('1 handled').waitFor();
  });

  test('tells why a change did not arrive', async () => {
    await walkTo('Hands on');
    await write('order-edited');
    // An order that is written again is still PLACED, and nobody is paid for that.
    await write('order-edited');
    await walkTo('Road');
    await page
      .getByRole('link', { name: /order-edited.*filtered out/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'order-edited' }).waitFor();
    await page.getByText('no pattern wants it: its way ends here').waitFor();
    await page.getByText('Why').click();
    await page.getByText(/status\.S is "PLACED", wanted one of "PAID"/).waitFor();
  });

  test('shows a call that fails, and the one that works', async () => {
    await walkTo('Hands on');
    await breakFor('order-flaky', 1);
    await write('order-flaky');
    await walkTo('Records');
    await page.getByRole('searchbox').fill('order-flaky');
    await page
      .getByRole('link', { name: /order-flaky.*handled in/ })
      .first()
      .click();
    await page.getByText('Sent to the function, attempt 1').waitFor();
    await page.getByText(/failed after .*InjectedFault/).waitFor();
    await page.getByText('Sent to the function, attempt 2').waitFor();
  });

  test('gives a batch up into the failure queue, and redrives it', async () => {
    await walkTo('Hands on');
    await breakFor('order-poison', 0);
    await write('order-poison');
    const redrive = control('Redrive a failure');
    await redrive.getByRole('button', { name: 'Redrive' }).click();
    await heard('Redrive a failure', /the batch stays in the queue/i);
    await heal();
    await redrive.getByRole('button', { name: 'Redrive' }).click();
    await redrive.getByText(/The failure queue .* is empty/).waitFor();
    await heard('Redrive a failure', 'The record is handled; the message is deleted.');
  });

  test('pauses the mapping, lets changes wait, and resumes', async () => {
    await walkTo('Hands on');
    await control('Pause the mapping').getByRole('button', { name: 'Pause' }).click();
    await heard('Resume the mapping', 'The mapping is pausing.');
    await walkTo('Road');
    // While it is pausing it may still read.
    await station('Event source mapping').getByText('Disabled', { exact: true }).waitFor();
    await walkTo('Hands on');
    await write('order-waiting');
    await change('order-waiting', 'PAID');
    await walkTo('Road');
    await numberOf(station('Stream'), 'not read yet').filter({ hasText: /^2$/ }).waitFor();
    await walkTo('Hands on');
    await control('Resume the mapping').getByRole('button', { name: 'Resume' }).click();
    await walkTo('Road');
    await page.getByRole('link', { name: /Insert order-waiting.*handled in/ }).waitFor();
  });

  test('splits a shard and shows its children', async () => {
    await walkTo('Hands on');
    await control('Split a shard').getByRole('button', { name: 'Split it' }).click();
    await heard('Split a shard', 'The shard is closed, and two children go on.');
    await walkTo('Road');
    // Four before; their parent may be done, and is shown while a child of it is not.
    await page.locator('.shard').nth(5).waitFor();
  });

  /** Runs the command that a control shows, as a person would paste it. */
  async function runTwin(name: RegExp): Promise<string> {
    await walkTo('Hands on');
    const command = (await control(name).locator('code').textContent()) ?? '';
    return (await promisify(execFile)('sh', ['-c', command], { cwd: house })).stdout;
  }

  test('shows a command that splits a shard as its control does', async () => {
    const shards = page.locator('.shard');
    const before = await shards.count();
    expect(await runTwin(/^Split/)).toMatch(
      /closed\n {2}shardId-\S+ {2}open\n {2}shardId-\S+ {2}open\n/,
    );
    await walkTo('Road');
    await shards.nth(before + 1).waitFor();
  });

  test('shows a command that breaks the function as its control does', async () => {
    expect(await runTwin(/^Break/)).toBe('error  events with "order-by-hand"  2 of 2 left\n');
    // The page knows what the command line armed.
    await heal();
  });

  test('changes the batch, and the mapping says so', async () => {
    await walkTo('Hands on');
    await control('Change the batch').getByLabel('Batch size').fill('7');
    await control('Change the batch').getByRole('button').first().click();
    await control('Change the batch')
      .getByText(/^Now up to 7 records/)
      .waitFor();
  });

  test('tries a pattern on the records that went down this road', async () => {
    await walkTo('Filters');
    await page.getByRole('textbox', { name: 'Pattern' }).fill('{"eventName":["MODIFY"]}');
    await page.getByText(/^2 of \d+ records pass/).waitFor();
    await page.getByRole('button', { name: /does not pass.*order-poison/ }).click();
    await page.getByText('eventName is "INSERT", wanted "MODIFY"').waitFor();
  });

  test('has charted what happened', async () => {
    await walkTo('Charts');
    await page.getByText(/In this time [1-9]\d* retried, [1-9]\d* given up/).waitFor();
  });

  test('asked nothing of any other host, and nothing in the page failed', () => {
    expect(opened.complaints).toEqual([]);
  });
});
