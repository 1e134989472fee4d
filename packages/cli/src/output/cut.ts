/** Cuts a text to a length, the last place an ellipsis when something is missing. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
