/**
 * A text of which each character may come in lower or in upper case. Folding goes character by
 * character, as in AWS's engine: `ß` also stands for `SS`, and `ς` for `Σ` but not for `σ`. A character
 * beyond the basic plane (an emoji, say) is two halves there, each of which the engine reads as `?`, so
 * that it stands for `??` and never for itself (its EqualsIgnoreCaseParser writes the halves in UTF-8).
 */
export type CaselessText = readonly (readonly [lower: string, upper: string])[];

export function caselessText(text: string): CaselessText {
  return text
    .replace(halves, '?')
    .split('')
    .map((character) => [character.toLowerCase(), character.toUpperCase()]);
}

const halves = /[\ud800-\udfff]/g;

/** Whether the text has a character that the engine cannot find where case is ignored. */
export function hasHalves(text: string): boolean {
  return text.search(halves) !== -1;
}

/** Where in `value` the text ends when it begins at its start, or `undefined` when it does not. */
export function endOfCaselessPrefix(text: CaselessText, value: string): number | undefined {
  let at = 0;
  for (const [lower, upper] of text) {
    if (value.startsWith(lower, at)) at += lower.length;
    else if (value.startsWith(upper, at)) at += upper.length;
    else return undefined;
  }
  return at;
}

export function endsWithCaseless(text: CaselessText, value: string): boolean {
  let at = value.length;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const [lower, upper] = text[index] ?? ['', ''];
    if (endsAt(value, lower, at)) at -= lower.length;
    else if (endsAt(value, upper, at)) at -= upper.length;
    else return false;
  }
  return true;
}

function endsAt(value: string, text: string, end: number): boolean {
  return end >= text.length && value.startsWith(text, end - text.length);
}
