import type { StreamRecord } from '@millrace/mapping';
import type { Item } from '../../table/attribute-value.js';
import type { CommittedWrite } from '../../table/index.js';
import type { ChangeKind } from '../contract.js';
import { ChangeStore } from './change-store.js';
import { keysText, keyText } from './key-text.js';
import type { Passage } from './passage.js';
import type { KeptStep, StoredChange } from './stored-change.js';

/** Of more steps the first half and the last are kept: a poison record may be tried for a day. */
const STEPS_KEPT = 60;
/** News remembered while nobody takes them: more than can come between two frames. */
const NEWS_KEPT = 20_000;
/** Counted for a change beside its images. */
const OWN_BYTES = 1_000;

/** The stories of the newest changes, written on as the road tells of them. */
export class ChangeJournal {
  readonly #store = new ChangeStore();
  /** By sequence number, so that news keep nothing alive. */
  readonly #news = new Set<string>();

  find(sequence: string): StoredChange | undefined {
    return this.#store.find(sequence);
  }

  newest(limit: number, wanted: (change: StoredChange) => boolean): readonly StoredChange[] {
    return this.#store.newest(limit, wanted);
  }

  /** Begins the story of a write that left a record in the stream. */
  begin(sequence: string, write: CommittedWrite, at: number): StoredChange {
    const { oldItem, newItem, table } = write;
    const change: StoredChange = {
      sequence,
      tableName: table.TableName,
      key: keyText(newItem ?? oldItem ?? {}, table.KeySchema),
      keyNames: table.KeySchema.map(({ AttributeName }) => AttributeName),
      at,
      oldItem,
      newItem,
      kind: oldItem === undefined ? 'insert' : newItem === undefined ? 'remove' : 'modify',
      passages: new Map(),
      steps: [],
      stepsLeftOut: 0,
    };
    this.#store.add(change, OWN_BYTES + write.size);
    this.tell(change);
    return change;
  }

  /** The story of a record; it begins here for one that was written before this process. */
  of(record: StreamRecord, at: number): StoredChange {
    const { SequenceNumber: sequence, Keys, NewImage, OldImage, SizeBytes } = record.dynamodb;
    const known = this.#store.find(sequence);
    if (known !== undefined) return known;
    const change: StoredChange = {
      sequence,
      tableName: record.eventSourceARN.split('/')[1] ?? '',
      key: keysText(Keys as Item),
      keyNames: Object.keys(Keys),
      at: Math.min(at, record.dynamodb.ApproximateCreationDateTime * 1_000),
      // DynamoDB's JSON either way: the stream says it in wider types.
      oldItem: OldImage as Item | undefined,
      newItem: NewImage as Item | undefined,
      kind: kindOfRecord(record),
      passages: new Map(),
      record,
      steps: [],
      stepsLeftOut: 0,
    };
    this.#store.add(change, OWN_BYTES + SizeBytes);
    return change;
  }

  /** Puts the record of a change beside it, once a mapping has read it. */
  keepRecord(change: StoredChange, record: StreamRecord): void {
    if (change.record === undefined) this.#store.grow(change.sequence, record.dynamodb.SizeBytes);
    change.record = record;
    change.kind = kindOfRecord(record);
  }

  /** How a mapping gets on with a change; begins with the first question. */
  passage(change: StoredChange, mappingUuid: string): Passage {
    const known = change.passages.get(mappingUuid);
    if (known !== undefined) return known;
    const begun: Passage = { outcome: 'waiting', attempts: 0 };
    change.passages.set(mappingUuid, begun);
    return begun;
  }

  step(change: StoredChange, step: KeptStep): void {
    change.steps.push(step);
    if (change.steps.length > STEPS_KEPT) {
      change.steps.splice(STEPS_KEPT / 2, 1);
      change.stepsLeftOut += 1;
    }
    this.tell(change);
  }

  /** The newest changes of each table, at most `limit` of each, the oldest first. */
  newestOfEach(limit: number): readonly StoredChange[] {
    const counts = new Map<string, number>();
    const isWanted = ({ tableName }: StoredChange) => {
      const count = (counts.get(tableName) ?? 0) + 1;
      counts.set(tableName, count);
      return count <= limit;
    };
    return [...this.#store.newest(Number.POSITIVE_INFINITY, isWanted)].reverse();
  }

  /**
   * Of the {@link newestOfEach} table those that are new or got on since this was last asked. Whoever
   * keeps as many and takes all news misses nothing of what it keeps, whatever the rate.
   */
  takeNews(limit: number): readonly StoredChange[] {
    const news = this.newestOfEach(limit).filter(({ sequence }) => this.#news.has(sequence));
    this.#news.clear();
    return news;
  }

  /** Something of a change is new. */
  tell({ sequence }: StoredChange): void {
    this.#news.add(sequence);
    if (this.#news.size <= NEWS_KEPT) return;
    for (const oldest of this.#news) {
      this.#news.delete(oldest);
      break;
    }
  }
}

/** Tells a removal by time-to-live from one by a program. */
export function kindOfRecord({ eventName, userIdentity }: StreamRecord): ChangeKind {
  switch (eventName) {
    case 'INSERT':
      return 'insert';
    case 'MODIFY':
      return 'modify';
    case 'REMOVE':
      return userIdentity?.principalId === 'dynamodb.amazonaws.com' ? 'expire' : 'remove';
  }
}
