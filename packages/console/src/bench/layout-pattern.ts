/** A pattern laid out for reading; a text that is no JSON stays as it is. */
export function layoutPattern(pattern: string): string {
  try {
    return JSON.stringify(JSON.parse(pattern), undefined, 2).replace(
      // A short list reads better in one line.
      /\[\s+([^[\]{}]{1,80}?)\s+\]/g,
      (_, inside: string) => `[${inside.replace(/\s*\n\s*/g, ' ')}]`,
    );
  } catch {
    return pattern;
  }
}
