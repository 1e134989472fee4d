/**
 * JSON as it was written. `JSON.parse` keeps the last of two equal names and rounds a number to a
 * double; AWS's engine sees both, and so must whoever wants to give the same answer.
 */
export type JsonValue = string | boolean | null | JsonNumber | JsonObject | readonly JsonValue[];

/** A number by its text, such as `3.0e2`. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

export interface JsonMember {
  readonly name: string;
  readonly value: JsonValue;
}

/** An object by its members, in order, equal names included. */
export class JsonObject {
  constructor(readonly members: readonly JsonMember[]) {}
}
