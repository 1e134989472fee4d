import { AwsError } from './aws-error.js';

/** A JSON object that came over the wire. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a plain JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a service words a member that is missing or of the wrong type. */
export interface MemberErrors {
  missing(name: string): AwsError;
  wrongType(name: string, expected: string): AwsError;
}

const defaultErrors: MemberErrors = {
  missing: (name) =>
    new AwsError(400, 'MissingParameter', `The request must contain the parameter ${name}.`),
  wrongType: (name, expected) =>
    new AwsError(400, 'SerializationException', `The member ${name} must be ${expected}.`),
};

/**
 * Reads an operation's input member by member, so that each operation checks what it takes at the
 * border. Numbers and booleans may be text: the query protocol knows nothing else.
 */
export class Members {
  readonly #values: JsonObject;
  readonly #errors: MemberErrors;

  constructor(values: JsonObject, errors: MemberErrors = defaultErrors) {
    this.#values = values;
    this.#errors = errors;
  }

  has(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  string(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#errors.wrongType(name, 'a string');
  }

  requiredString(name: string): string {
    const value = this.string(name);
    if (value === undefined || value === '') throw this.#errors.missing(name);
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    throw this.#errors.wrongType(name, 'an integer');
  }

  boolean(name: string): boolean | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw this.#errors.wrongType(name, 'a boolean');
  }

  object(name: string): JsonObject | undefined {
    const value = this.#read(name);
    if (value === undefined || isJsonObject(value)) return value;
    throw this.#errors.wrongType(name, 'an object');
  }

  /** A nested structure, read with the same error words. Absent reads as empty. */
  nested(name: string): Members {
    return new Members(this.object(name) ?? {}, this.#errors);
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    throw this.#errors.wrongType(name, 'a list of strings');
  }

  /** A list of structures. */
  list(name: string): readonly Members[] | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every(isJsonObject)) {
      return value.map((entry) => new Members(entry, this.#errors));
    }
    throw this.#errors.wrongType(name, 'a list of objects');
  }

  /** A map from text to text. */
  textMap(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.object(name);
    if (value === undefined) return undefined;
    const entries = Object.entries(value);
    for (const [, text] of entries) {
      if (typeof text !== 'string') throw this.#errors.wrongType(name, 'a map of strings');
    }
    return value as Readonly<Record<string, string>>;
  }

  #read(name: string): unknown {
    if (!Object.hasOwn(this.#values, name)) return undefined;
    return this.#values[name] ?? undefined;
  }
}
