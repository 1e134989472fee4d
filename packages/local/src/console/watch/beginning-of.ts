/** The first `length` characters of a text, as a text of its own: a mere slice would keep the whole alive. */
export const beginningOf = (text: string, length: number): string =>
  Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
