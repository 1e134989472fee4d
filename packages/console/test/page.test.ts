import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, openPage, type sizes } from './support/browser.js';
import { seriousFindings } from './support/check-accessibility.js';
import { eventually } from './support/eventually.js';
import { generatedChange } from './support/generated-road.js';
import { inBrowser } from './support/in-browser.js';
import { openStage, type Stage } from './support/stage.js';

const troubledChange = generatedChange(1, 'troubled');

/** Each view's address, and what is there once it has all that it shows. */
const views: Readonly<Record<string, (page: Page) => Locator>> = {
  '': (page) => page.getByRole('link', { name: /given up/ }).first(),
  records: (page) => page.getByText('40 changes, the newest first'),
  [`records/${troubledChange.sequence}`]: (page) =>
    page.getByRole('heading', { level: 1, name: troubledChange.key }),
  filters: (page) => page.getByText('of 40 records pass'),
  'hands-on': (page) => page.getByRole('region', { name: 'Redrive a failure' }),
  charts: (page) => page.getByRole('figure', { name: /^Retries/ }).locator('canvas'),
};

/** Run in the page: what is wider than the screen, or sticks out of its card. */
function sticksOut(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const isCut = (element: Element) => {
    const { overflowX, clipPath } = getComputedStyle(element);
    return overflowX !== 'visible' || clipPath !== 'none';
  };
  const within = (element: Element): readonly Element[] =>
    isCut(element) ? [element] : [element, ...[...element.children].flatMap(within)];
  const found = [...document.querySelectorAll('.card')].flatMap((card) => {
    const { left, right } = card.getBoundingClientRect();
    return within(card)
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && (box.right > right + 1 || box.left < left - 1);
      })
      .map((element) => `${element.tagName} of ${card.className}: ${element.textContent}`);
  });
  return [...(scrollWidth > clientWidth ? [`the page: ${scrollWidth} pixels`] : []), ...found];
}

inBrowser('the page', () => {
  let browser: Browser;
  let stage: Stage;
  const complaints: (readonly string[])[] = [];

  beforeAll(async () => {
    [browser, stage] = await Promise.all([launchBrowser(), openStage('calm')]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  beforeEach(() => {
    stage.weather = 'calm';
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(complaints.splice(0).flat()).toEqual([]);
  });

  async function open(
    view: string,
    options: { readonly size?: keyof typeof sizes; readonly colours?: 'light' | 'dark' } = {},
  ): Promise<Page> {
    const opened = await openPage(browser, `${stage.url}#/${view}`, options);
    complaints.push(opened.complaints);
    return opened.page;
  }

  test('draws the road with its numbers and the changes on it', async () => {
    const page = await open('');
    await page.getByRole('heading', { name: 'What happens to a change' }).waitFor();
    for (const station of ['Table', 'Stream', 'Event source mapping', 'Function', 'Done']) {
      await page.getByRole('region', { name: station, exact: true }).waitFor();
    }
    await page
      .getByRole('link', { name: /Insert order-\d+ new item/ })
      .first()
      .waitFor();
    await page.getByText('handled in').first().waitFor();
  });

  test('moves nothing where the system asks for less motion, and says so', async () => {
    const page = await open('');
    await page.getByText('nothing moves here, as your system asks').waitFor();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByText('each dot is one change').waitFor();
  });

  test('says what to do while nothing has happened', async () => {
    stage.weather = 'empty';
    const page = await open('');
    await page.getByText('No change has come down the road yet.').waitFor();
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByText('No change has been seen yet.').waitFor();
    await page.getByRole('link', { name: 'Filters', exact: true }).click();
    await page.getByText('There is no record to test on yet.').waitFor();
  });

  test('shows trouble where it is: retries, a failed call, a closed shard with its children', async () => {
    stage.weather = 'troubled';
    const page = await open('');
    await page.getByText('PROBLEM: Function call failed').waitFor();
    const stream = page.getByRole('region', { name: 'Stream' });
    await stream.getByText('closed').waitFor();
    expect(await stream.getByText('child of').count()).toBe(2);
    await page.getByRole('link', { name: 'Redrive them' }).click();
    await page.getByRole('region', { name: 'Redrive a failure' }).waitFor();
  });

  test('says that the connection is lost, and goes on by itself when it is back', async () => {
    const page = await open('');
    await page.getByRole('region', { name: 'Table' }).waitFor();
    stage.setReachable(false);
    await page.getByText('The connection to Millrace is lost').waitFor();
    stage.setReachable(true);
    await page.getByText('The connection to Millrace is lost').waitFor({ state: 'detached' });
    await page.getByText('live', { exact: true }).waitFor();
  });

  test('lets its connection go while nobody sees it, and listens again when someone does', async () => {
    const page = await open('');
    await page.getByRole('region', { name: 'Table' }).waitFor();
    const turn = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await turn(true);
    await eventually(() => stage.listening === 0, 'the page to let go');
    stage.weather = 'troubled';
    await turn(false);
    await page.getByText('PROBLEM: Function call failed').waitFor();
    expect(stage.listening).toBe(1);
  });

  test('finds a record by its key and tells its story', async () => {
    const page = await open('records');
    const { key } = generatedChange(5, 'calm');
    await page.getByRole('searchbox').fill(key);
    await page
      .getByRole('link', { name: new RegExp(key) })
      .first()
      .click();
    await page.getByRole('heading', { name: key }).waitFor();
    await page.getByText('Passed the filter').waitFor();
    await page.getByText('Why').click();
    await page.getByText('eventName is "MODIFY", wanted one of "INSERT", "REMOVE"').waitFor();
    await page.getByText('Sent to the function, attempt 2').waitFor();
    await page.getByText('1 log line').last().click();
    await page.getByText('"message": "order updated"').waitFor();
  });

  test('says so when a record is no longer kept', async () => {
    const page = await open('records/17');
    await page.getByText('This record’s story cannot be told').waitFor();
  });

  test('tries a pattern as it is typed, and keeps it for a walk to another view', async () => {
    const page = await open('filters');
    const pattern = page.getByRole('textbox', { name: 'Pattern' });
    await pattern.fill('{"eventName":["INSERT"]}');
    await page.getByText(/of 40 records pass/).waitFor();
    await page.getByText("filterFor<Order>().on('INSERT').toPattern()").waitFor();
    await page.getByRole('radio', { name: 'Filtered out' }).check();
    await page
      .getByRole('button', { name: /does not pass/ })
      .first()
      .click();
    await page.getByText('eventName is "MODIFY", wanted one of "INSERT"').waitFor();
    await pattern.fill('{"eventName":');
    await page.getByText('Lambda refuses this pattern').waitFor();
    await pattern.fill('{"total":[{"numeric":[">",3]}]}');
    await page.getByText('numeric never matches an N').waitFor();
    await page.getByRole('link', { name: 'Charts' }).click();
    await page.getByRole('link', { name: 'Filters', exact: true }).click();
    expect(await pattern.inputValue()).toBe('{"total":[{"numeric":[">",3]}]}');
  });

  test('does what a hand asks, shows the command that does the same, and says what was refused', async () => {
    stage.weather = 'troubled';
    const page = await open('hands-on');
    const write = page.getByRole('region', { name: 'Write an order' });
    const before = stage.actions.length;
    await write.getByLabel('Order').fill('order-7');
    await write.locator('code', { hasText: '"orderId":{"S":"order-7"}' }).waitFor();
    await write.getByRole('button', { name: 'Write it' }).click();
    await write.getByText('Done: write-order.').waitFor();
    const fault = page.getByRole('region', { name: /^Break/ });
    await fault.getByLabel('It shall').selectOption('crash');
    await fault.getByRole('button', { name: 'Break it' }).click();
    await fault.getByText('Done: inject-fault.').waitFor();
    expect(stage.actions.slice(before)).toEqual([
      { type: 'write-order', orderId: 'order-7', customerId: 'customer-1' },
      {
        type: 'inject-fault',
        functionName: 'orders-consumer-dev',
        kind: 'crash',
        match: 'order-by-hand',
        times: 2,
      },
    ]);
    stage.refuseNext = { code: 'FAILED_AGAIN', message: 'The batch stays in the queue.' };
    const redrive = page.getByRole('region', { name: 'Redrive a failure' });
    await redrive.getByRole('button', { name: 'Redrive' }).click();
    await redrive.getByText('The batch stays in the queue.').waitFor();
  });

  test('says so when an order that was written has no road to be followed on', async () => {
    const page = await open('');
    await page.getByRole('button', { name: 'Write an order and follow it' }).click();
    await page.getByText('No mapping reads its table').waitFor();
  });

  test('can be used by the keyboard alone', async () => {
    const page = await open('hands-on');
    await page.getByRole('region', { name: 'Write an order' }).waitFor();
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toBe('Skip to the view');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('order-by-keys');
    await page.keyboard.press('Enter');
    await page.getByText('Done: write-order.').waitFor();
    expect(stage.actions.at(-1)).toMatchObject({ orderId: 'order-by-keys' });
  });

  test('keeps the colours that a person chose', async () => {
    const page = await open('charts');
    const choice = page.getByRole('button', { name: /^Colours/ });
    await choice.click();
    await choice.click();
    await page.reload();
    await page.getByRole('button', { name: 'Colours: dark' }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
      'dark',
    );
  });

  test('draws the charts, and says in words what they show', async () => {
    stage.weather = 'troubled';
    const page = await open('charts');
    for (const title of ['Throughput', 'Latency', 'Iterator age', 'Retries']) {
      await page
        .getByRole('figure', { name: new RegExp(`^${title}`) })
        .locator('canvas')
        .waitFor();
    }
    await page.getByText(/Now \d+\/s written, \d+\/s handled/).waitFor();
  });

  test('holds the numbers of a busy road at any width', async () => {
    stage.weather = 'busy';
    const page = await open('');
    await page
      .getByRole('region', { name: 'Table' })
      .getByText(/\d,\d{3}\/s/)
      .waitFor();
    for (const width of [320, 768, 1_024, 1_150, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(sticksOut)).toEqual([]);
    }
  });

  describe.each([
    { size: 'wide', colours: 'light' },
    { size: 'narrow', colours: 'dark' },
  ] as const)('is for everyone: $size, $colours', (options) => {
    test.each(Object.entries(views))('in its view "%s"', async (view, whole) => {
      stage.weather = 'troubled';
      const page = await open(view, options);
      await whole(page).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(sticksOut)).toEqual([]);
    });
  });
});
