import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where systems keep their Chromium. `CHROMIUM` names another. */
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The system's own Chromium; undefined where there is none. */
export const chromiumPath: string | undefined = places.find(
  (place) => place !== undefined && existsSync(place),
);

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    // A container has neither the sandbox's privileges nor a large /dev/shm; the page is our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });

/** The two sizes that the page is made for. */
export const sizes = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

export interface OpenedPage {
  readonly page: Page;
  /** What went wrong in the page, and what it asked of other hosts. */
  readonly complaints: readonly string[];
}

interface OpenOptions {
  readonly size?: keyof typeof sizes;
  readonly colours?: 'light' | 'dark';
}

/** Opens the page as a person would, and keeps what must never happen. */
export async function openPage(
  browser: Browser,
  url: string,
  { size = 'wide', colours = 'light' }: OpenOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: colours,
    // A drawing that stands still costs a busy machine nothing.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  // Only a test that fails waits so long.
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin)) {
      complaints.push(`request to ${request.url()}`);
    }
  });
  await page.goto(url);
  return { page, complaints };
}
