import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Why a request must be refused as coming from someone else's web page, or undefined when it may pass.
 *
 * A page on any site can make the browser talk to 127.0.0.1. Browsers mark such requests
 * (`Sec-Fetch-Site`, `Origin`); a page whose name was re-bound to 127.0.0.1 carries its own name in
 * `Host`, so only an IP literal, `localhost` and the names in `allowedHosts` are taken.
 */
export function foreignRequest(
  headers: IncomingHttpHeaders,
  allowedHosts: readonly string[] = [],
): string | undefined {
  const host = headers.host;
  if (host === undefined) return 'The request has no Host header.';
  const name = hostName(host);
  if (!isOwnName(name, allowedHosts)) {
    return `The host '${name}' is not this machine's; name it as an allowed host if it should be.`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return `A ${site} request of a web page is refused.`;
  }
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) {
    return `A request of a page from '${origin}' is refused.`;
  }
  return undefined;
}

/** True for an address that other machines cannot reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase();
}

function isOwnName(name: string, allowedHosts: readonly string[]): boolean {
  if (isIP(name) !== 0) return true;
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return allowedHosts.some((allowed) => allowed.toLowerCase() === name);
}
