import { inRange, invalidParameterValue } from './lambda-errors.js';

/** One page of a list call: `MaxItems` and `Marker` in, `NextMarker` out. @throws AwsError 400. */
export function pageOf<T>(
  all: readonly T[],
  query: URLSearchParams,
  most: number,
): { readonly items: readonly T[]; readonly nextMarker: string | null } {
  const start = readMarker(query.get('Marker'));
  const asked = query.get('MaxItems');
  const wanted = asked === null ? most : Number(asked);
  if (!Number.isInteger(wanted)) throw invalidParameterValue('MaxItems must be an integer.');
  inRange(wanted, 'maxItems', 1, 10_000);
  const end = start + Math.min(wanted, most);
  return { items: all.slice(start, end), nextMarker: end < all.length ? writeMarker(end) : null };
}

function writeMarker(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function readMarker(marker: string | null): number {
  if (marker === null || marker === '') return 0;
  const text = Buffer.from(marker, 'base64url').toString('latin1');
  if (!/^\d{1,9}$/.test(text)) throw invalidParameterValue('Invalid Marker.');
  return Number(text);
}
