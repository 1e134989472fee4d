import type { JsonValue } from '../json/json-value.js';
import { expectString, refuse } from './fault.js';
import type { Matcher } from './matcher.js';

/** `{"wildcard": "a*b"}`: a string in which each `*` stands for any characters, or none. */
export function parseWildcard(operand: JsonValue, path: string): Matcher {
  return wildcard(expectString(operand, 'wildcard', path), path);
}

export function wildcard(text: string, path: string): Matcher {
  const pieces = splitAtStars(text, path);
  return {
    operator: 'wildcard',
    wants: `a string like ${JSON.stringify(text)}`,
    test: (value) => typeof value === 'string' && matchesPieces(pieces, value),
  };
}

/** The texts between the stars, with `\*` and `\\` read as the characters they stand for. */
function splitAtStars(text: string, path: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '*') {
      if (next === '*') refuseStars(at, path);
      pieces.push(piece);
      piece = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') refuseEscape(at, path);
      piece += next;
      at += 1;
    } else {
      piece += character;
    }
  }
  return [...pieces, piece];
}

/**
 * The first piece is at the start, the last at the end, and those between are each taken at the
 * first place after the one before. An earlier place never costs a match, so nothing is tried
 * twice.
 */
function matchesPieces(pieces: readonly string[], value: string): boolean {
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return value === first;
  const last = pieces.at(-1) ?? '';
  const end = value.length - last.length;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const piece = pieces[index] ?? '';
    const found = value.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= end;
}

function refuseStars(at: number, path: string): never {
  return refuse(
    'BAD_OPERAND',
    path,
    `Two * stand side by side in the wildcard, at character ${at}`,
    'One * already stands for any number of characters.',
  );
}

function refuseEscape(at: number, path: string): never {
  return refuse(
    'BAD_OPERAND',
    path,
    `A \\ in the wildcard, at character ${at}, escapes neither * nor \\`,
    'Write \\\\* for a star and \\\\\\\\ for a backslash, as JSON wants it.',
  );
}
