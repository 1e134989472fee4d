import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cloud } from '../cloud/cloud.js';
import { LocalError } from '../errors.js';
import { ConsoleDesk } from './console-desk.js';
import { createConsoleListener } from './http/console-listener.js';
import { Feed } from './http/feed.js';
import { PageFiles } from './http/page-files.js';

const base = '/_millrace/console/';

export interface ConsoleOptions {
  /** The folder of the built page. That of `@millrace/console`, where it is installed, when left out. */
  readonly folder?: string;
  /** Told of faults of the console's own; the road goes on. */
  readonly onFault?: (error: unknown) => void;
  /** Milliseconds since 1970; the machine's clock when left out. */
  readonly now?: () => number;
}

/** The console, served. */
export interface Console {
  /** For a browser on this machine. */
  readonly url: string;
  /** Ends its connections and stops listening to the cloud. Done by itself when the port closes. */
  stop(): void;
}

function findFolder(): string | undefined {
  try {
    return join(dirname(require.resolve('@millrace/console/package.json')), 'dist');
  } catch {
    // The page is beside this package in the repository, and need not be installed.
    return undefined;
  }
}

/**
 * Serves the console on the cloud's own port, under `/_millrace/console/`. It follows the road from this
 * moment on.
 *
 * @throws LocalError `CONSOLE_NOT_BUILT` when the folder holds no page.
 */
export function startConsole(cloud: Cloud, options: ConsoleOptions = {}): Console {
  const folder = options.folder ?? findFolder() ?? join(__dirname, '../../../console/dist');
  if (!existsSync(join(folder, 'index.html'))) {
    throw new LocalError(
      'CONSOLE_NOT_BUILT',
      `There is no console in ${folder}. Build it: pnpm --filter @millrace/console bundle.`,
    );
  }
  const token = randomBytes(24).toString('base64url');
  const desk = new ConsoleDesk(cloud, options.now ?? Date.now);
  const feed = new Feed(desk);
  const listener = createConsoleListener({
    desk,
    feed,
    files: new PageFiles(folder, token),
    token,
    base,
    onFault: options.onFault ?? (() => undefined),
  });
  const unmount = cloud.mount(base.slice(0, -1), listener);
  return {
    url: `${cloud.endpoint}${base}`,
    stop: () => {
      unmount();
      feed.close();
      desk.close();
    },
  };
}
