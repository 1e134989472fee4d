import type { KeyLocks } from '../../key-locks.js';
import type { Members, TableDescription, WriteSink } from '../engine-types.js';
import type { KnownTables } from '../known-tables.js';
import type { LevelStore } from '../level-store.js';
import type { Guard } from './guard.js';

/** One run of one action: what it works with, and what it learned so far. */
export interface ActionRun {
  readonly rows: LevelStore;
  readonly knownTables: KnownTables;
  /** None when the caller holds the locks already. */
  readonly locks: KeyLocks | undefined;
  readonly sink: WriteSink;
  readonly guard: Guard;
  readonly region: string;
  readonly accountId: string;
  /** dynalite's own options. */
  readonly options: Members;
  /** The tables that the action read. */
  readonly tables: Map<string, TableDescription>;
}
