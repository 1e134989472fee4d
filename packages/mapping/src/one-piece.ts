/**
 * The same text in one piece. The engine keeps what was put together as a tree of its parts, and walks
 * that tree again each time that the text becomes part of a larger one: a text that is used in every
 * record is better made one piece first. Not for lone surrogates, which UTF-8 does not have.
 */
export function onePiece(text: string): string {
  return Buffer.from(text).toString();
}
