import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeMap, RecordPage, ShardPage } from '@millrace/mapping';
import { StreamSourceError } from '@millrace/mapping';
import type { FiniteSource } from '../delivery/finite-source.js';
import { backfillSequence } from './backfill-sequence.js';
import type { BackfillState, SegmentState } from './backfill-state.js';
import { eventAttributes, type ItemOrigin, insertRecord } from './insert-record.js';

/** Where a page of the scan began, so that the scan can go on there. */
interface PageStart {
  readonly count: number;
  readonly key: AttributeMap | undefined;
}

interface Segment {
  /** The starts of the pages that may still hold unfinished items, the first of them first. */
  pages: PageStart[];
}

/** A table as a stream of INSERT records: each segment of a parallel scan is a shard. */
export class ScanSource implements FiniteSource {
  readonly #segments: readonly Segment[];

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    private readonly origin: ItemOrigin,
    private readonly state: BackfillState,
    private readonly now: () => number,
  ) {
    this.#segments = state.segments.map(({ count, key }) => ({ pages: [{ count, key }] }));
  }

  get streamArn(): string {
    return this.origin.streamArn;
  }

  isComplete(finished: ReadonlySet<string>): boolean {
    return this.#segments.every((_, index) => finished.has(segmentName(index)));
  }

  async listShards(): Promise<ShardPage> {
    const shards = this.#segments.map((_, index) => ({
      shardId: segmentName(index),
      startingSequenceNumber: backfillSequence(this.state.startedAt, 0),
      endingSequenceNumber: backfillSequence(this.state.startedAt, 9_999_999_999),
    }));
    return { shards };
  }

  async openIterator(shardId: string): Promise<string> {
    const index = indexOf(shardId);
    const [start] = this.#segments[index]?.pages ?? [];
    if (start !== undefined) return writeIterator(index, start);
    throw new StreamSourceError('not-found', `The scan has no ${shardId}.`);
  }

  async readRecords(
    iterator: string,
    limit: number,
    abortSignal: AbortSignal,
  ): Promise<RecordPage> {
    const { index, count, key } = readIterator(iterator);
    const { Items = [], LastEvaluatedKey } = await this.#scan(index, key, limit, abortSignal);
    const seconds = Math.floor(this.now() / 1_000);
    const records = Items.map((item, at) => {
      const sequenceNumber = backfillSequence(this.state.startedAt, count + at + 1);
      return insertRecord(item, sequenceNumber, seconds, this.origin);
    });
    if (LastEvaluatedKey === undefined) return { records };
    const next = { count: count + Items.length, key: eventAttributes(LastEvaluatedKey) };
    this.#segments[index]?.pages.push(next);
    return { records, nextIterator: writeIterator(index, next) };
  }

  /** Where a segment has to go on once so many of its items are done. */
  placeAfter(index: number, done: number): SegmentState {
    const segment = this.#segments[index];
    if (segment === undefined) return { count: 0, finished: false };
    const later = segment.pages.findIndex(({ count }) => count > done);
    const at = (later === -1 ? segment.pages.length : later) - 1;
    segment.pages = segment.pages.slice(Math.max(0, at));
    const { count = 0, key } = segment.pages[0] ?? {};
    return { count, finished: false, ...(key === undefined ? {} : { key }) };
  }

  #scan(index: number, key: AttributeMap | undefined, limit: number, abortSignal: AbortSignal) {
    const command = new ScanCommand({
      TableName: this.tableName,
      Segment: index,
      TotalSegments: this.#segments.length,
      Limit: limit,
      // What was written before the mapping began must be seen: the stream will not bring it.
      ConsistentRead: true,
      ExclusiveStartKey: key === undefined ? undefined : sdkKey(key),
    });
    return this.client.send(command, { abortSignal });
  }
}

/** The name of a segment, as a shard's. */
export function segmentName(index: number): string {
  return `segment-${index}`;
}

/** Which segment a shard's name stands for. */
export function indexOf(shardId: string): number {
  return Number(shardId.slice('segment-'.length));
}

interface Iterator extends PageStart {
  readonly index: number;
}

function writeIterator(index: number, start: PageStart): string {
  return JSON.stringify({ index, ...start });
}

function readIterator(text: string): Iterator {
  return { key: undefined, ...JSON.parse(text) };
}

/** Keys are of type S, N or B, and the SDK wants bytes for B. */
function sdkKey(key: AttributeMap): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]): [string, AttributeValue] => {
      const [type, text] = Object.entries(value)[0] ?? [];
      if (type === 'B') return [name, { B: Buffer.from(String(text), 'base64') }];
      return [name, type === 'N' ? { N: String(text) } : { S: String(text) }];
    }),
  );
}
