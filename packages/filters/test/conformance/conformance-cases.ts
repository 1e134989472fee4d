import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How sure it is that Lambda answers as the engine does. */
export type Scope =
  | 'documented'
  | 'aws-validated'
  | 'lambda-unconfirmed'
  | 'not-in-lambda-table'
  | 'unverified-on-lambda'
  | 'engine-quirk';

/** One question to AWS's open-source engine (event-ruler 2.0.1), with its answer. */
export interface ConformanceCase {
  readonly id: string;
  readonly category: string;
  readonly pattern: string;
  readonly event: unknown;
  /** The exact text of the event, where it differs from what `JSON.stringify(event)` gives. */
  readonly eventJson?: string;
  readonly expect: boolean | 'invalid';
  /** The engine's own words for a bad pattern. */
  readonly reason?: string;
  readonly scope: Scope;
  /** Needs the raw text of the event: a number beyond a double, or a name that comes twice. */
  readonly lexeme?: boolean;
  readonly source: string;
}

export function readConformanceCases(): readonly ConformanceCase[] {
  return JSON.parse(readFileSync(join(__dirname, 'cases.json'), 'utf8'));
}
