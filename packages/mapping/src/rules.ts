import { batchLength } from './batcher.js';
import { type Outcome, settle } from './delivery.js';
import { laneOf } from './lane-of.js';
import { Lineage } from './lineage.js';
import { compileFilter, type Matches } from './matches.js';
import type { Piece } from './piece.js';
import { expiredPrefix } from './record-age.js';
import { reopenAt, type ShardPlace } from './reopen-at.js';
import type { InvokeResult, IteratorPosition } from './seams.js';
import { compareSequenceNumbers } from './sequence-number.js';
import type { FilterCriteria, MappingSettings } from './settings.js';
import { ShardProgress } from './shard-progress.js';

/**
 * Every decision of the mapping in one place, apart from the machinery that carries them out. The
 * tests exchange one at a time for a wrong one and see the simulation notice.
 */
export interface MappingRules {
  compareSequenceNumbers(a: string, b: string): number;
  compileFilter(criteria: FilterCriteria | undefined): Matches;
  createLineage(): Lineage;
  createProgress(): ShardProgress;
  reopenAt(place: ShardPlace): IteratorPosition;
  laneOf: typeof laneOf;
  batchLength: typeof batchLength;
  expiredPrefix: typeof expiredPrefix;
  settle(
    piece: Piece,
    result: InvokeResult,
    settings: MappingSettings,
    compare: (a: string, b: string) => number,
  ): Outcome;
}

/** What Lambda does (FIDELITY.md says how each is known). */
export const lambdaRules: MappingRules = {
  compareSequenceNumbers,
  compileFilter,
  createLineage: () => new Lineage(),
  createProgress: () => new ShardProgress(),
  reopenAt,
  laneOf,
  batchLength,
  expiredPrefix,
  settle,
};
