const v4 = /^\d+\.\d+\.\d+\.\d+$/;
const v6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/**
 * An IP address as hexadecimal digits (8 for IPv4, 32 for IPv6), or `undefined` for a text that
 * is none. An IPv4 address written as IPv6 (`::ffff:a00:1`) gives the IPv4 address.
 */
export function parseAddress(text: string): string | undefined {
  if (v4.test(text)) return parseV4(text);
  if (v6.test(text)) return parseV6(text);
  return undefined;
}

function parseV4(text: string): string | undefined {
  const bytes = text.split('.');
  if (bytes.some((byte) => byte.length > 3 || Number(byte) > 255)) return undefined;
  return bytes.map((byte) => Number(byte).toString(16).padStart(2, '0')).join('');
}

function parseV6(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = head.length + tail.length;
  if (halves.length === 2 ? groups > 7 : groups !== 8) return undefined;
  const all = [...head, ...new Array<string>(8 - groups).fill('0'), ...tail];
  if (all.some((group) => group.length === 0 || group.length > 4)) return undefined;
  const digits = all.map((group) => group.toLowerCase().padStart(4, '0')).join('');
  return digits.startsWith(mappedV4) ? digits.slice(mappedV4.length) : digits;
}

const mappedV4 = `${'0'.repeat(20)}ffff`;
