import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { RefusalError } from '../refusal-error.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the page's build leaves room for the token. */
const tokenPlace = '<meta name="millrace-token" content=""';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PageFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer | string;
}

/** The built page, read from its folder as it is asked for. */
export class PageFiles {
  readonly #folder: string;
  readonly #token: string;

  constructor(folder: string, token: string) {
    this.#folder = folder;
    this.#token = token;
  }

  /** @throws RefusalError 404 */
  async read(path: string): Promise<PageFile> {
    const name = path === '' ? 'index.html' : path;
    // Plain names with plain folders: nothing can lead out of the page's own.
    const isPlain = /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/.test(name);
    const type = types[extname(name)];
    if (!isPlain || type === undefined) throw missing(name);
    const content = await readFile(join(this.#folder, name)).catch(() => {
      throw missing(name);
    });
    const isPage = name === 'index.html';
    return {
      content: isPage ? this.#withToken(content.toString('utf8')) : content,
      headers: {
        'content-type': type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        // Every other file has a name that changes with its content.
        'cache-control': isPage ? 'no-store' : 'public, max-age=31536000, immutable',
      },
    };
  }

  #withToken(page: string): string {
    return page.replace(tokenPlace, tokenPlace.replace('""', `"${this.#token}"`));
  }
}

const missing = (name: string) =>
  new RefusalError(404, 'NO_SUCH_PAGE', `The console has no page ${JSON.stringify(name)}.`);
