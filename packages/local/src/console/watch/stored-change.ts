import type { StreamRecord } from '@millrace/mapping';
import type { Item } from '../../table/attribute-value.js';
import type { ChangeKind } from '../contract.js';
import type { Passage } from './passage.js';

/** One invocation as the records in it share it. Filled in as it goes on. */
export interface Delivery {
  readonly at: number;
  readonly attempt: number;
  readonly batchSize: number;
  outcome: 'running' | 'succeeded' | 'failed' | 'throttled';
  requestId?: string;
  duration?: number;
  reason?: string;
}

/** A step of a change's way, as it is kept: what can be worked out later is left out. */
export type KeptStep = {
  /** The mapping that took the step; none for what a function did. */
  readonly mappingUuid?: string;
} & (
  | { readonly type: 'read'; readonly at: number; readonly iteratorAge: number }
  | { readonly type: 'filtered'; readonly at: number }
  | { readonly type: 'delivered'; readonly at: number; readonly delivery: Delivery }
  | { readonly type: 'retried'; readonly at: number; readonly delay: number }
  | { readonly type: 'bisected'; readonly at: number; readonly sizes: readonly [number, number] }
  | { readonly type: 'discarded'; readonly at: number; readonly condition: string }
  | { readonly type: 'failure-recorded'; readonly at: number; readonly destinationArn: string }
  | {
      readonly type: 'reaction';
      readonly at: number;
      readonly name: string;
      readonly text: string;
    }
);

/** One change, from its write to the end of its way. */
export interface StoredChange {
  readonly sequence: string;
  readonly tableName: string;
  readonly key: string;
  /** The attributes of its primary key. */
  readonly keyNames: readonly string[];
  /** When it was written; when it was first read, for a write before this process. */
  readonly at: number;
  readonly oldItem: Item | undefined;
  readonly newItem: Item | undefined;
  /** A removal by time-to-live is told apart when the record is read. */
  kind: ChangeKind;
  shardId?: string;
  record?: StreamRecord;
  /** How each mapping that has read it got on with it, by the mapping's UUID. */
  readonly passages: Map<string, Passage>;
  readonly steps: KeptStep[];
  /** Steps that were in the middle and are no longer kept. */
  stepsLeftOut: number;
}
