/** A small seeded generator; the same seed gives the same cases on every machine. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

const names = ['dynamodb', 'NewImage', 'S', 'a', 'b', 'a.b', '', '__proto__', 'é', 'prefix'];
const texts = [
  '',
  'x',
  'xx',
  'X',
  'PAID',
  '42',
  '10.0.0.1',
  '::1',
  'ß',
  'SS',
  'σ',
  '*',
  '\\',
  '\u0000',
  '😀'.slice(0, 1),
  'x'.repeat(300),
];
const numbers = [0, -0, 1, -1, 42, 0.1, 1e21, -5e9, 2 ** 53, 1e-7];
const wildcards = ['*', '*x', 'x*', '*x*', 'x**', '\\*', '\\x', '*x*x*x*x*y', ''];
const cidrs = ['10.0.0.0/8', '10.0.0.0/32', '::/0', 'x/8', '/', '1.2.3.4/-1', '::1/127'];
const operators = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'exists',
  'cidr',
  'exactly',
];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] ?? (list[0] as T);
}

function some<T>(random: Random, most: number, make: () => T): readonly T[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}

function atLeastOne<T>(random: Random, most: number, make: () => T): readonly T[] {
  return [make(), ...some(random, most - 1, make)];
}

function scalar(random: Random): unknown {
  const which = random();
  if (which < 0.5) return pick(random, texts);
  if (which < 0.8) return pick(random, numbers);
  return pick(random, [true, false, null]);
}

const numericTerms = [
  ['>', 1],
  ['=', 42],
  ['>', -1, '<=', 42],
  ['<', 0],
  ['>=', 0.1],
];
const badNumericTerms = [['>', 5, '<', 5], ['>'], [], ['==', 1], ['>', 1, '<', 2, '<', 3]];

function operand(random: Random, operator: string): unknown {
  if (random() < 0.03) return scalar(random);
  switch (operator) {
    case 'numeric':
      return pick(random, random() < 0.9 ? numericTerms : badNumericTerms);
    case 'exists':
      return random() < 0.5;
    case 'cidr':
      return pick(random, cidrs);
    case 'wildcard':
      return pick(random, wildcards);
    case 'anything-but':
      return anythingBut(random);
    default:
      return random() < 0.1 ? { 'equals-ignore-case': pick(random, texts) } : pick(random, texts);
  }
}

function anythingBut(random: Random): unknown {
  if (random() < 0.4) return pick(random, texts);
  if (random() < 0.5) return atLeastOne(random, 2, () => pick(random, numbers));
  const inner = pick(random, operators.slice(0, random() < 0.9 ? 4 : operators.length));
  return { [inner]: operand(random, inner) };
}

function matcher(random: Random): unknown {
  if (random() < 0.6) return scalar(random);
  const operator = pick(random, random() < 0.98 ? operators : ['regex', '', 'Prefix']);
  return { [operator]: operand(random, operator) };
}

/** A pattern, more often valid than not. */
export function randomPattern(random: Random, depth = 2): object {
  const fields = atLeastOne(
    random,
    2,
    () => [pick(random, names), patternNode(random, depth)] as const,
  );
  const pattern = Object.fromEntries(fields);
  if (random() > 0.1) return pattern;
  const $or = [randomPattern(random, depth - 1), randomPattern(random, depth - 1)];
  return { ...pattern, $or: random() < 0.9 ? $or : pick(random, [[], [1, 2], $or[0], 'x']) };
}

function patternNode(random: Random, depth: number): unknown {
  if (random() < 0.01) return pick(random, ['x', null, [], {}, [['x']]]);
  if (depth > 0 && random() < 0.5) return randomPattern(random, depth - 1);
  return atLeastOne(random, 2, () => matcher(random));
}

/** A record: objects, arrays and values under the names that the patterns use. */
export function randomRecord(random: Random, depth = 4): unknown {
  const which = random();
  if (depth === 0 || (depth < 4 && which < 0.3)) return scalar(random);
  if (depth < 4 && which < 0.5) return some(random, 3, () => randomRecord(random, depth - 1));
  return Object.fromEntries(
    some(random, 4, () => [pick(random, names), randomRecord(random, depth - 1)] as const),
  );
}

/** A JSON text with a few characters gone or doubled. */
export function garble(random: Random, text: string): string {
  const at = Math.floor(random() * text.length);
  const length = Math.floor(random() * 3);
  const rest = random() < 0.5 ? text.slice(at + length) : text.slice(Math.max(0, at - length));
  return text.slice(0, at) + rest;
}
