/** Lambda answers `LogType: Tail` with the last 4 KB. */
const tailBytes = 4096;

/** Keeps the end of one invocation's log. */
export class LogTail {
  #text = '';

  add(line: string): void {
    this.#text = `${this.#text}${line}\n`;
    if (this.#text.length > 2 * tailBytes) this.#text = this.#text.slice(-tailBytes);
  }

  toString(): string {
    const bytes = Buffer.from(this.#text);
    return bytes.subarray(Math.max(0, bytes.length - tailBytes)).toString('utf8');
  }
}
