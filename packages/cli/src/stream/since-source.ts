import type {
  IteratorPosition,
  RecordPage,
  ShardPage,
  StreamRecord,
  StreamSource,
} from '@millrace/mapping';

/**
 * A stream from a point in time on. DynamoDB Streams has no iterator for a time, so everything is read
 * and what is older is passed over.
 */
export class SinceSource implements StreamSource {
  readonly streamArn: string;

  /** @param since milliseconds since 1970; records carry whole seconds, so its whole second is taken in */
  constructor(
    private readonly source: StreamSource,
    private readonly since: number,
  ) {
    this.streamArn = source.streamArn;
  }

  listShards(after: string | undefined, signal: AbortSignal): Promise<ShardPage> {
    return this.source.listShards(after, signal);
  }

  openIterator(shardId: string, position: IteratorPosition, signal: AbortSignal): Promise<string> {
    return this.source.openIterator(shardId, position, signal);
  }

  async readRecords(iterator: string, limit: number, signal: AbortSignal): Promise<RecordPage> {
    const page = await this.source.readRecords(iterator, limit, signal);
    const records = page.records.filter((record) => !isOlder(record, this.since));
    // A page with nothing in it means "caught up" to the reader, which would then rest: read on instead.
    if (records.length > 0 || page.records.length === 0 || page.nextIterator === undefined) {
      return { ...page, records };
    }
    return this.readRecords(page.nextIterator, limit, signal);
  }
}

function isOlder({ dynamodb }: StreamRecord, time: number): boolean {
  return dynamodb.ApproximateCreationDateTime < Math.floor(time / 1_000);
}
