import { isJsonObject, type JsonObject } from '../wire/members.js';
import { StackError } from './stack-error.js';

/** Reads a resource's resolved settings by type, and says where one is wrong. */
export class SettingsReader {
  readonly where: string;
  readonly #settings: JsonObject;

  constructor(where: string, settings: JsonObject) {
    this.where = where;
    this.#settings = settings;
  }

  has(name: string): boolean {
    return (this.#settings[name] ?? undefined) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#settings[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(name, 'a text');
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw this.#wrong(name, 'set');
    return value;
  }

  number(name: string): number | undefined {
    const value = this.#settings[name] ?? undefined;
    // Terraform takes a number as text as well.
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (number === undefined || (typeof number === 'number' && Number.isFinite(number)))
      return number;
    throw this.#wrong(name, 'a number');
  }

  flag(name: string): boolean | undefined {
    const value = this.#settings[name] ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw this.#wrong(name, 'true or false');
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.#settings[name] ?? undefined;
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    throw this.#wrong(name, 'a list of texts');
  }

  /** A block: an object, or a list with one object in it. Absent reads as undefined. */
  block(name: string): SettingsReader | undefined {
    const [first, ...more] = this.blocks(name);
    if (more.length > 0) throw this.#wrong(name, 'one block');
    return first;
  }

  /** A block that may be repeated. */
  blocks(name: string): readonly SettingsReader[] {
    const value = this.#settings[name] ?? undefined;
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((entry: unknown, index) => {
      if (!isJsonObject(entry)) throw this.#wrong(name, 'a block');
      return new SettingsReader(`${this.where}.${name}[${index}]`, entry);
    });
  }

  /** Everything, as texts: a map such as a function's environment variables. */
  textMap(name: string): Readonly<Record<string, string>> {
    const value = this.#settings[name] ?? {};
    if (!isJsonObject(value)) throw this.#wrong(name, 'a map of texts');
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)]));
  }

  #wrong(name: string, expected: string): StackError {
    return new StackError(
      'STACK_MALFORMED',
      `${this.where}.${name} must be ${expected}. Mend it in infra, then write the stack again with 'pnpm synth'.`,
    );
  }
}
