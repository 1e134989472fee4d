import type { StreamRecord } from '@millrace/mapping';
import type { Item } from '../../table/attribute-value.js';
import type { CommittedWrite } from '../../table/index.js';
import type { ChangeKind, Outcome } from '../contract.js';
import { ChangeStore } from './change-store.js';
import { keysText, keyText } from './key-text.js';
import type { KeptStep, StoredChange } from './stored-change.js';

/** Steps of one record beyond this are not kept: a poison record may be tried for a day. */
const STEPS_KEPT = 60;
/** Changes remembered as news while nobody takes them. */
const NEWS_KEPT = 2_000;
/** Counted for a change whose size nobody told. */
const USUAL_BYTES = 1_000;

/** The stories of the newest changes, written on as the road tells of them. */
export class ChangeJournal {
  readonly #store = new ChangeStore();
  readonly #news = new Set<StoredChange>();

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
      at,
      oldItem,
      newItem,
      kind: oldItem === undefined ? 'insert' : newItem === undefined ? 'remove' : 'modify',
      outcome: 'waiting',
      attempts: 0,
      steps: [],
    };
    this.#store.add(change, USUAL_BYTES);
    this.#tell(change);
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
      at: Math.min(at, record.dynamodb.ApproximateCreationDateTime * 1_000),
      // DynamoDB's JSON either way: the stream says it in wider types.
      oldItem: OldImage as Item | undefined,
      newItem: NewImage as Item | undefined,
      kind: kindOfRecord(record),
      outcome: 'waiting',
      attempts: 0,
      record,
      steps: [],
    };
    this.#store.add(change, SizeBytes);
    return change;
  }

  step(change: StoredChange, step: KeptStep): void {
    if (change.steps.length < STEPS_KEPT) change.steps.push(step);
    this.#tell(change);
  }

  end(change: StoredChange, outcome: Outcome, at: number): void {
    change.outcome = outcome;
    change.endedAt ??= at;
    this.#tell(change);
  }

  /** Changes that are new or got on since this was last asked, the oldest first. */
  takeNews(): readonly StoredChange[] {
    const news = [...this.#news];
    this.#news.clear();
    return news;
  }

  #tell(change: StoredChange): void {
    if (this.#news.size >= NEWS_KEPT) this.#news.clear();
    this.#news.add(change);
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
