import { type StreamRefusal, StreamSourceError } from '../../src/errors.js';
import type {
  IteratorPosition,
  RecordPage,
  ShardDescription,
  ShardPage,
  StreamSource,
} from '../../src/seams.js';
import type { StreamRecord } from '../../src/stream-record.js';
import { streamArn } from './records.js';

interface ScriptedShard {
  readonly description: ShardDescription;
  readonly records: StreamRecord[];
  trimmed: number;
  closed: boolean;
}

/** A stream that a test writes to, splits, trims and makes refuse. Answers at once. */
export class ScriptedSource implements StreamSource {
  readonly streamArn = streamArn;
  readonly opened: { readonly shardId: string; readonly position: IteratorPosition }[] = [];
  readonly #shards = new Map<string, ScriptedShard>();
  readonly #refusals: StreamRefusal[] = [];

  shard(shardId: string, parentShardId?: string): this {
    this.#shards.set(shardId, {
      description: {
        shardId,
        startingSequenceNumber: '0',
        ...(parentShardId === undefined ? {} : { parentShardId }),
      },
      records: [],
      trimmed: 0,
      closed: false,
    });
    return this;
  }

  put(shardId: string, ...records: readonly StreamRecord[]): this {
    this.#get(shardId).records.push(...records);
    return this;
  }

  close(shardId: string): this {
    this.#get(shardId).closed = true;
    return this;
  }

  /** Lets the first records of a shard be too old for the stream. */
  trim(shardId: string, count: number): this {
    this.#get(shardId).trimmed = count;
    return this;
  }

  drop(shardId: string): this {
    this.#shards.delete(shardId);
    return this;
  }

  /** The next reads are refused like this, one after the other. */
  refuse(...reasons: readonly StreamRefusal[]): this {
    this.#refusals.push(...reasons);
    return this;
  }

  async listShards(after: string | undefined): Promise<ShardPage> {
    const all = [...this.#shards.values()];
    const begin =
      after === undefined ? 0 : all.findIndex((s) => s.description.shardId === after) + 1;
    const page = all.slice(begin, begin + 2);
    const last = page.at(-1);
    const more = begin + page.length < all.length && last !== undefined;
    return {
      shards: page.map(({ description, closed }) =>
        closed ? { ...description, endingSequenceNumber: '9'.repeat(21) } : description,
      ),
      ...(more ? { lastEvaluatedShardId: last.description.shardId } : {}),
    };
  }

  async openIterator(shardId: string, position: IteratorPosition): Promise<string> {
    this.opened.push({ shardId, position });
    const shard = this.#get(shardId);
    const index = indexOf(shard, position);
    if (index < shard.trimmed) throw new StreamSourceError('trimmed', 'trimmed');
    return `${shardId} ${index}`;
  }

  async readRecords(iterator: string, limit: number): Promise<RecordPage> {
    const refusal = this.#refusals.shift();
    if (refusal !== undefined) throw new StreamSourceError(refusal, refusal);
    const [shardId = '', index = ''] = iterator.split(' ');
    const shard = this.#get(shardId);
    if (Number(index) < shard.trimmed) throw new StreamSourceError('trimmed', 'trimmed');
    const records = shard.records.slice(Number(index), Number(index) + limit);
    const next = Number(index) + records.length;
    return shard.closed && next === shard.records.length
      ? { records }
      : { records, nextIterator: `${shardId} ${next}` };
  }

  #get(shardId: string): ScriptedShard {
    const shard = this.#shards.get(shardId);
    if (shard === undefined) throw new StreamSourceError('not-found', shardId);
    return shard;
  }
}

function indexOf({ records, trimmed }: ScriptedShard, position: IteratorPosition): number {
  switch (position.type) {
    case 'TRIM_HORIZON':
      return trimmed;
    case 'LATEST':
      return records.length;
    default: {
      const limit =
        BigInt(position.sequenceNumber) + (position.type === 'AT_SEQUENCE_NUMBER' ? 0n : 1n);
      const index = records.findIndex((r) => BigInt(r.dynamodb.SequenceNumber) >= limit);
      return index === -1 ? records.length : index;
    }
  }
}
