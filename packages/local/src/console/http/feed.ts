import type { ServerResponse } from 'node:http';
import type { Frame, Hello } from '../contract.js';
import { RefusalError } from '../refusal-error.js';

const FRAME_MS = 250;
/** Said at least this often, so that a page notices a dead connection. */
const SILENCE_MS = 1_000;
/** A page that does not read this much is let go: it starts anew when it listens again. */
const UNREAD_BYTES = 4 * 1024 * 1024;
/** More than a person opens; each may keep {@link UNREAD_BYTES} waiting. */
const MOST_PAGES = 32;

export interface FeedSource {
  hello(): Hello;
  /** What moved since it was last asked. */
  frame(): Frame;
  /** Grows when anything happened. */
  readonly events: number;
}

/** Tells every open page what happens, some times a second. While no page is open it does nothing. */
export class Feed {
  readonly #source: FeedSource;
  readonly #pages = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #toldEvents = 0;
  #toldAt = 0;

  constructor(source: FeedSource) {
    this.#source = source;
  }

  /** @throws RefusalError 503 when too many listen already */
  open(reply: ServerResponse): void {
    if (this.#pages.size >= MOST_PAGES) {
      throw new RefusalError(
        503,
        'TOO_MANY_PAGES',
        `The console is open ${MOST_PAGES} times already. Close some of its pages.`,
      );
    }
    reply.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    // Everything so far goes to those who listen already; the new page gets it in its hello.
    this.#tellFrame();
    reply.write(eventText('hello', this.#source.hello()));
    this.#pages.add(reply);
    reply.on('close', () => this.#close(reply));
    this.#timer ??= setInterval(() => this.#tick(), FRAME_MS);
  }

  /** Ends every connection. */
  close(): void {
    for (const page of this.#pages) page.end();
    this.#pages.clear();
    this.#stop();
  }

  #tick(): void {
    const isQuiet = this.#source.events === this.#toldEvents;
    if (isQuiet && Date.now() - this.#toldAt < SILENCE_MS) return;
    this.#tellFrame();
  }

  #tellFrame(): void {
    this.#toldEvents = this.#source.events;
    this.#toldAt = Date.now();
    const text = eventText('frame', this.#source.frame());
    for (const page of this.#pages) {
      if (page.writableLength > UNREAD_BYTES) page.destroy();
      else page.write(text);
    }
  }

  #close(page: ServerResponse): void {
    this.#pages.delete(page);
    if (this.#pages.size === 0) this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const eventText = (name: string, data: unknown) =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
