import type { Endpoints, Frame, Hello } from '../contract/contract.js';
import type { LiveInput } from './live.js';

const path: Endpoints['feed'] = 'api/feed';

/** A connection that says nothing for this long is dead; the server speaks every second. */
const SILENCE_MS = 5_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/**
 * Listens to the server, and begins again when the connection is lost: each new one starts with
 * everything there is, so nothing has to be caught up by hand. A page that nobody sees lets its connection
 * go, since a browser has only a few for all its pages together. Call the result to stop.
 */
export function connectFeed(input: LiveInput): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;

  const close = () => {
    source?.close();
    clearTimeout(timer);
  };
  const lose = () => {
    close();
    input.link('lost');
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(lose, SILENCE_MS);
  };
  const open = () => {
    source = new EventSource(path);
    source.addEventListener('hello', ({ data }: MessageEvent<string>) => {
      wait = FIRST_WAIT_MS;
      input.hello(JSON.parse(data) as Hello);
      input.link('live');
      heard();
    });
    source.addEventListener('frame', ({ data }: MessageEvent<string>) => {
      input.frame(JSON.parse(data) as Frame);
      heard();
    });
    source.addEventListener('error', lose);
    heard();
  };
  const look = () => {
    close();
    if (!document.hidden) open();
  };

  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}
