import { type JsonMember, JsonNumber, JsonObject, type JsonValue } from './json-value.js';

/** Text that is not JSON; `position` counts characters from 0. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  constructor(
    readonly found: string,
    readonly position: number,
  ) {
    super(`Unexpected ${found} at character ${position}`);
  }
}

export interface ParsedJson {
  readonly value: JsonValue;
  /** Where the value ends. What follows is not looked at, as in AWS's engine. */
  readonly end: number;
}

type OpenContainer =
  | { readonly kind: 'array'; readonly items: JsonValue[] }
  | { readonly kind: 'object'; readonly members: JsonMember[]; name: string };

const whitespace = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads the first JSON value of a text. It keeps its own stack, so that no depth of nesting can
 * overflow the engine's.
 *
 * @throws JsonSyntaxError
 */
export function parseJson(text: string): ParsedJson {
  const open: OpenContainer[] = [];
  let at = 0;

  const fail = (): never => {
    const found = at < text.length ? JSON.stringify(text.charAt(at)) : 'end of text';
    throw new JsonSyntaxError(found, at);
  };
  const skipWhitespace = (): void => {
    whitespace.lastIndex = at;
    whitespace.test(text);
    at = whitespace.lastIndex;
  };
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const takeString = (): string => {
    if (text.charAt(at) !== '"') return fail();
    const end = endOfString(text, at);
    try {
      const decoded: string = JSON.parse(text.slice(at, end));
      at = end;
      return decoded;
    } catch {
      return fail();
    }
  };
  const takeName = (): string => {
    skipWhitespace();
    const name = takeString();
    skipWhitespace();
    if (text.charAt(at) !== ':') fail();
    at += 1;
    return name;
  };
  const takeScalar = (): JsonValue => {
    if (text.charAt(at) === '"') return takeString();
    for (const [literal, value] of literals) {
      if (text.startsWith(literal, at)) {
        at += literal.length;
        return value;
      }
    }
    const digits = take(number);
    return digits === undefined ? fail() : new JsonNumber(digits);
  };

  /** A whole value, or `undefined` when a container was opened that is not empty. */
  const takeValue = (): JsonValue | undefined => {
    skipWhitespace();
    const first = text.charAt(at);
    if (first !== '{' && first !== '[') return takeScalar();
    at += 1;
    skipWhitespace();
    if (first === '{') {
      if (text.charAt(at) === '}') {
        at += 1;
        return new JsonObject([]);
      }
      open.push({ kind: 'object', members: [], name: takeName() });
      return undefined;
    }
    if (text.charAt(at) === ']') {
      at += 1;
      return [];
    }
    open.push({ kind: 'array', items: [] });
    return undefined;
  };

  /** Puts a value into the innermost container; gives the container when it is closed. */
  const put = (container: OpenContainer, value: JsonValue): JsonValue | undefined => {
    if (container.kind === 'array') container.items.push(value);
    else container.members.push({ name: container.name, value });
    skipWhitespace();
    const next = text.charAt(at);
    if (next === ',') {
      at += 1;
      if (container.kind === 'object') container.name = takeName();
      return undefined;
    }
    if (next !== (container.kind === 'array' ? ']' : '}')) fail();
    at += 1;
    open.pop();
    return container.kind === 'array' ? container.items : new JsonObject(container.members);
  };

  for (;;) {
    let value = takeValue();
    while (value !== undefined) {
      const container = open.at(-1);
      if (container === undefined) return { value, end: at };
      value = put(container, value);
    }
  }
}

/** The position after the closing quote of the string that opens at `start`, or the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    at += character === '\\' ? 2 : 1;
  }
  return text.length;
}
