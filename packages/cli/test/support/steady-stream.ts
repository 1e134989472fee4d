import type {
  IteratorPosition,
  RecordPage,
  ShardPage,
  StreamRecord,
  StreamSource,
} from '@millrace/mapping';
import type { VirtualClock } from './virtual-clock.js';

/** A stream to whose every shard records come evenly, `perShard` in a second. */
export class SteadyStream implements StreamSource {
  readonly streamArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/s';

  constructor(
    private readonly clock: VirtualClock,
    private readonly shards: number,
    private readonly perShard: number,
  ) {}

  async listShards(): Promise<ShardPage> {
    const shards = Array.from({ length: this.shards }, (_, index) => ({
      shardId: `shard-${index}`,
      startingSequenceNumber: '1',
    }));
    return { shards };
  }

  async openIterator(shardId: string, position: IteratorPosition): Promise<string> {
    const after = position.type === 'AFTER_SEQUENCE_NUMBER' ? Number(position.sequenceNumber) : 0;
    return `${after} ${shardId}`;
  }

  async readRecords(iterator: string, limit: number): Promise<RecordPage> {
    const [after = '0', shardId = ''] = iterator.split(' ');
    const there = Math.floor((this.clock.now() / 1_000) * this.perShard);
    const end = Math.min(there, Number(after) + limit);
    const records = Array.from({ length: Math.max(0, end - Number(after)) }, (_, index) =>
      this.#record(Number(after) + index + 1),
    );
    return { records, nextIterator: `${Math.max(end, Number(after))} ${shardId}` };
  }

  #record(number: number): StreamRecord {
    return {
      ...{ eventID: String(number), eventName: 'INSERT', eventVersion: '1.1' },
      ...{ eventSource: 'aws:dynamodb', awsRegion: 'eu-central-1' },
      dynamodb: {
        ApproximateCreationDateTime: number / this.perShard,
        Keys: { id: { S: String(number) } },
        SequenceNumber: String(number),
        SizeBytes: 10,
        StreamViewType: 'KEYS_ONLY',
      },
      eventSourceARN: this.streamArn,
    };
  }
}
