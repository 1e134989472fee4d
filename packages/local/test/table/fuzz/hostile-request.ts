import type { WireRequest } from '../../../src/wire/aws-service.js';

type Random = () => number;

const pick = <T>(random: Random, values: readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  'x',
  '-0',
  'NaN',
  '1e126',
  '9'.repeat(400),
  'x'.repeat(3000),
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '~',
  'a|b|c',
  '((((((((((((((((((((',
  'attribute_exists('.repeat(50),
  'SET a = a + a + a',
  [],
  [[]],
  [null],
  {},
  { S: 'x' },
  { S: 1 },
  { N: 'x' },
  { M: { a: {} } },
  { L: [null] },
  { SS: [] },
  { B: '===' },
  { S: 'x', N: '1' },
  { toString: { S: 'x' }, hasOwnProperty: { N: '1' } },
  JSON.parse('{"__proto__":{"S":"x"}}'),
];

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260301T120000Z',
  authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/d, SignedHeaders=e, Signature=f',
};

/** Makes a malformed or hostile request out of a good one. */
export function hostileRequest(
  random: Random,
  good: readonly (readonly [string, object])[],
): WireRequest {
  const [target, body] = pick(random, good);
  const [wrongTarget] = pick(random, good);
  const text = JSON.stringify(spoil(random, body, Math.floor(random() * 3)));
  const roll = random();
  const request = (change: Partial<WireRequest>): WireRequest => ({
    method: 'POST',
    url: '/',
    headers: { ...HEADERS, 'x-amz-target': roll < 0.1 ? wrongTarget : target },
    body: Buffer.from(text),
    ...change,
  });
  if (roll < 0.8) return request({});
  if (roll < 0.85) return request({ body: Buffer.from(text.slice(0, random() * text.length)) });
  if (roll < 0.9) return request({ body: nested(random, target) });
  if (roll < 0.93) return request({ body: randomBytes(random) });
  if (roll < 0.96) return request({ headers: spoiltHeaders(random, target) });
  if (roll < 0.98)
    return request({ body: Buffer.from(pick(random, ['', 'null', '1', '"x"', '[]', '{}'])) });
  if (roll < 0.9995)
    return request({ url: pick(random, ['/?X-Amz-Algorithm=x', '/?%', '//', '/x?y']) });
  return request({ body: Buffer.alloc(16 * 1024 * 1024 + 1, 0x20) });
}

function spoil(random: Random, body: object, times: number): unknown {
  let spoilt: unknown = structuredClone(body);
  for (let time = 0; time < times; time += 1) spoilt = spoilOnce(random, spoilt);
  return spoilt;
}

function spoilOnce(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(random, HOSTILE);
  const entries: [string, unknown][] = Object.entries(value);
  const at = Math.floor(random() * entries.length);
  const [name, part] = entries[at] ?? ['x', undefined];
  const kind = random();
  if (kind < 0.15) entries.splice(at, 1);
  else if (kind < 0.25) entries[at] = [JSON.stringify(pick(random, HOSTILE)).slice(0, 300), part];
  else if (kind < 0.35) entries[at] = [name, [part, part]];
  else entries[at] = [name, spoilOnce(random, part)];
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

/** Thousands of brackets, where an item, a list or nothing of the kind is due. */
function nested(random: Random, target: string): Buffer {
  const depth = pick(random, [50, 50, 50, 1000, 1000, 20_000]);
  const [open, close] = pick(random, [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"L":[', ']}'],
    ['{"M":{"a":', '}}'],
  ] as const);
  const deep = `${open.repeat(depth)}{"S":"x"}${close.repeat(depth)}`;
  const member = target.includes('Put') ? 'Item' : 'Key';
  return Buffer.from(`{"TableName":"Fuzz","${member}":{"id":{"S":"a"},"x":${deep}}}`);
}

function randomBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256)));
}

function spoiltHeaders(random: Random, target: string): Record<string, string> {
  const headers: Record<string, string> = { ...HEADERS, 'x-amz-target': target };
  const name = pick(random, Object.keys(headers));
  const value = pick(random, [
    '',
    'x',
    'AWS4-',
    'DynamoDB_20120810.',
    'a.b.c',
    '__proto__.constructor',
  ]);
  if (random() < 0.3) delete headers[name];
  else headers[name] = value;
  return headers;
}
