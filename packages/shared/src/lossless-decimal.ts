/**
 * A number of DynamoDB that neither a double nor a `bigint` can hold exactly: a fraction with more
 * digits than a double keeps. It carries the digits as DynamoDB sent them (up to 38).
 */
export class LosslessDecimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}
