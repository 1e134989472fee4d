import {
  type IteratorPosition,
  type RecordPage,
  type ShardPage,
  type StreamRecord,
  StreamSourceError,
} from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
import type { FiniteSource } from '../delivery/finite-source.js';

/** The recovered records of one shard, in order. */
export interface RecoveredShard {
  readonly shardId: string;
  readonly parentShardId?: string | undefined;
  readonly records: readonly StreamRecord[];
}

/** Recovered records as a stream of closed shards, for a mapping to read. */
export class RecoveredSource implements FiniteSource {
  readonly #shards: ReadonlyMap<string, RecoveredShard>;

  constructor(
    readonly streamArn: string,
    shards: readonly RecoveredShard[],
  ) {
    this.#shards = new Map(shards.map((shard) => [shard.shardId, shard]));
  }

  isComplete(finished: ReadonlySet<string>): boolean {
    return [...this.#shards.keys()].every((shardId) => finished.has(shardId));
  }

  async listShards(): Promise<ShardPage> {
    const shards = [...this.#shards.values()].map(({ shardId, parentShardId, records }) => ({
      shardId,
      ...(parentShardId === undefined ? {} : { parentShardId }),
      startingSequenceNumber: records[0]?.dynamodb.SequenceNumber ?? '0',
      endingSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber ?? '0',
    }));
    return { shards };
  }

  async openIterator(shardId: string, position: IteratorPosition): Promise<string> {
    const records = this.#recordsOf(shardId);
    if (position.type !== 'AFTER_SEQUENCE_NUMBER') return `0 ${shardId}`;
    const { sequenceNumber } = position;
    const next = records.findIndex(
      ({ dynamodb }) => compareSequenceNumbers(dynamodb.SequenceNumber, sequenceNumber) > 0,
    );
    return `${next === -1 ? records.length : next} ${shardId}`;
  }

  async readRecords(iterator: string, limit: number): Promise<RecordPage> {
    const [start = '0', shardId = ''] = iterator.split(' ');
    const all = this.#recordsOf(shardId);
    const end = Number(start) + limit;
    const records = all.slice(Number(start), end);
    return end >= all.length ? { records } : { records, nextIterator: `${end} ${shardId}` };
  }

  #recordsOf(shardId: string): readonly StreamRecord[] {
    const shard = this.#shards.get(shardId);
    if (shard !== undefined) return shard.records;
    throw new StreamSourceError('not-found', `No records were recovered of the shard ${shardId}.`);
  }
}
