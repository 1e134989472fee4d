import { RefusalError } from './refusal-error.js';

const MAX_TEXT = 2_048;
/** A request that does not say what it has to. */
export const refuse = (message: string) => new RefusalError(400, 'BAD_REQUEST', message);

/** Reads the members of a request body, each with its own refusal. */
export class BodyReader {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(body: unknown) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw refuse('The request must be a JSON object.');
    }
    this.#members = body as Readonly<Record<string, unknown>>;
  }

  text(name: string, maxLength = MAX_TEXT): string {
    const value = this.#members[name];
    if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
    throw refuse(`Please give "${name}": a text of 1 to ${maxLength} characters.`);
  }

  optionalText(name: string): string | undefined {
    return this.#members[name] === undefined ? undefined : this.text(name);
  }

  wholeNumber(name: string, least: number, most: number): number {
    const value = this.#members[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
      return value;
    }
    throw refuse(`Please give "${name}": a whole number from ${least} to ${most}.`);
  }
}
