import type { CheckpointStore, ShardCheckpoint, StreamCheckpoint } from '@millrace/mapping';
import { countOf } from './backfill-sequence.js';
import { type BackfillState, type SegmentState, writeBackfillState } from './backfill-state.js';
import { indexOf, type ScanSource, segmentName } from './scan-source.js';

/** A mapping's checkpoints as places in a scan, in the backfill's state file. */
export class BackfillCheckpoints implements CheckpointStore {
  readonly #segments: SegmentState[];

  constructor(
    private readonly path: string,
    private readonly state: BackfillState,
    private readonly source: ScanSource,
  ) {
    this.#segments = [...state.segments];
  }

  /** The source itself begins where the state says: for the mapping that is the beginning. */
  async load(): Promise<StreamCheckpoint> {
    return {
      streamArn: this.state.stream,
      shards: this.#segments.map(({ finished }, index) => ({
        shardId: segmentName(index),
        position: { kind: finished ? 'finished' : 'beginning' },
      })),
    };
  }

  async save(_streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    for (const { shardId, position } of shards) {
      const index = indexOf(shardId);
      const before = this.#segments[index] ?? { count: 0, finished: false };
      if (position.kind === 'finished') this.#segments[index] = { ...before, finished: true };
      if (position.kind === 'after') {
        this.#segments[index] = this.source.placeAfter(index, countOf(position.sequenceNumber));
      }
    }
    await writeBackfillState(this.path, { ...this.state, segments: this.#segments });
  }

  async forget(): Promise<void> {}
}
