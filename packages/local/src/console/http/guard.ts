import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RefusalError } from '../refusal-error.js';

const isLoopback = (address: string | undefined) =>
  address !== undefined && (/^(::ffff:)?127\./.test(address) || address === '::1');

function isSame(given: string, token: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(token)];
  return one.length === two.length && timingSafeEqual(one, two);
}

/** The console is for this machine's own person, also where the cloud listens to others. */
export function checkIsLocal(message: IncomingMessage): void {
  if (isLoopback(message.socket.remoteAddress)) return;
  throw new RefusalError(
    403,
    'NOT_LOCAL',
    'The console is served to this machine only. Open it here, or forward the port by ssh.',
  );
}

/**
 * Lets only the console's own page ask for a change: same origin, JSON, and the token that is written
 * into the page, where no other site can read it.
 *
 * @throws RefusalError 403 or 415
 */
export function checkIsOwnPage(message: IncomingMessage, token: string): void {
  const { headers } = message;
  const site = headers['sec-fetch-site'];
  if (
    headers.origin !== `http://${headers.host}` ||
    (site !== undefined && site !== 'same-origin')
  ) {
    throw new RefusalError(
      403,
      'FOREIGN_ORIGIN',
      'This is asked for by another page than the console’s. Use the console, or the command that it shows.',
    );
  }
  const given = headers['x-millrace-token'];
  if (typeof given !== 'string' || !isSame(given, token)) {
    throw new RefusalError(
      403,
      'WRONG_TOKEN',
      'This page is older than the Millrace that runs now. Reload it.',
    );
  }
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    throw new RefusalError(415, 'NOT_JSON', 'Send the request as application/json.');
  }
}
