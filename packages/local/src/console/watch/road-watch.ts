import type { CloudEvent } from '../../cloud/cloud-event.js';
import type { Item } from '../../table/attribute-value.js';
import type { CommittedWrite } from '../../table/index.js';
import { beginningOf } from './beginning-of.js';
import { ChangeJournal } from './change-journal.js';
import { EffectWatch } from './effect-watch.js';
import { FlowTally } from './flow-tally.js';
import { FunctionWatch } from './function-watch.js';
import { keyText } from './key-text.js';
import { logSummary } from './log-summary.js';
import { MappingFollower } from './mapping-follower.js';
import { MappingWatch } from './mapping-watch.js';
import { SecondLog } from './second-log.js';

export interface RoadWatchOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** UUIDs of the mappings that read a table. Writes to one without any are what functions did. */
  readonly mappingsOf: (tableName: string) => readonly string[];
  /** Whether a mapping names what it gave up there. */
  readonly isFailureQueue: (queueName: string) => boolean;
}

const EFFECT_LENGTH = 200;

/**
 * Follows every change down the road, from what the cloud tells. It keeps the newest changes with their
 * stories, and counts the rest; its memory does not grow with time.
 */
export class RoadWatch {
  readonly journal = new ChangeJournal();
  readonly functions = new FunctionWatch();
  readonly effects = new EffectWatch();
  readonly flow = new FlowTally();
  readonly seconds: SecondLog;
  readonly #options: RoadWatchOptions;
  readonly #written = new Map<string, number>();
  readonly #mappings = new Map<string, MappingWatch>();
  readonly #followers = new Map<string, MappingFollower>();
  #events = 0;

  constructor(options: RoadWatchOptions) {
    this.#options = options;
    this.seconds = new SecondLog(options.now);
  }

  /** Grows with everything that is seen. */
  get events(): number {
    return this.#events;
  }

  /** Writes to a table that left a stream record. */
  written(tableName: string): number {
    return this.#written.get(tableName) ?? 0;
  }

  mapping(uuid: string): MappingWatch {
    const watch = this.#mappings.get(uuid) ?? new MappingWatch();
    this.#mappings.set(uuid, watch);
    return watch;
  }

  see(event: CloudEvent): void {
    this.#events += 1;
    switch (event.type) {
      case 'item-written':
        this.#seeWrite(event.write, event.at);
        break;
      case 'mapping':
        this.#follower(event.mappingUuid, event.functionArn).see(event.event, event.at);
        break;
      case 'invocation-started':
      case 'invocation-ended':
        this.functions.see(event);
        break;
      case 'function-log':
        this.functions.see(event);
        this.effects.see('Log lines', event.line, logSummary);
        break;
      case 'message-sent':
        if (!this.#options.isFailureQueue(event.queueName)) {
          this.#seeEffect(`Messages to ${event.queueName}`, event.body, event.at);
        }
        break;
      case 'topic-published': {
        const topic = event.topicArn.split(':').at(-1) ?? event.topicArn;
        this.#seeEffect(`Messages to ${topic}`, event.message, event.at);
        break;
      }
      case 'event-published': {
        const { bus, detailType, detail } = event.published;
        this.#seeEffect(`Events to ${bus}`, detail, event.at, detailType);
        break;
      }
      case 'fault-injected':
      case 'fault':
        break;
    }
  }

  #seeWrite(write: CommittedWrite, at: number): void {
    const { table, oldItem, newItem, sequenceNumber } = write;
    const tableName = table.TableName;
    const item = newItem ?? oldItem;
    const mappings = this.#options.mappingsOf(tableName);
    if (mappings.length === 0) {
      const key = item === undefined ? '' : keyText(item, table.KeySchema);
      this.#seeEffect(`Writes to ${tableName}`, sequenceText(item), at, key);
      return;
    }
    if (sequenceNumber === undefined) return;
    this.#written.set(tableName, this.written(tableName) + 1);
    for (const uuid of mappings) this.mapping(uuid).unread += 1;
    this.seconds.count('written', 1, at);
    this.flow.add('write', this.journal.begin(sequenceNumber, write, at));
  }

  /** An item, a message or an event belongs to the record whose sequence number it carries. */
  #seeEffect(name: string, body: string, at: number, text = body): void {
    this.effects.see(name, text);
    for (const digits of body.match(/\d{21,40}/g) ?? []) {
      // A fence is padded with zeros, so that text sorts as numbers do.
      const change = this.journal.find(digits.replace(/^0+/, ''));
      if (change === undefined) continue;
      this.journal.step(change, {
        type: 'reaction',
        at,
        name,
        text: beginningOf(text, EFFECT_LENGTH),
      });
      return;
    }
  }

  #follower(mappingUuid: string, functionArn: string): MappingFollower {
    const known = this.#followers.get(mappingUuid);
    if (known !== undefined) return known;
    const functionName = functionArn.split(':')[6] ?? functionArn;
    const watch = this.mapping(mappingUuid);
    const follower = new MappingFollower(this, watch, { mappingUuid, functionName });
    this.#followers.set(mappingUuid, follower);
    return follower;
  }
}

/** The attribute of an item that can be a record's sequence number: a fence, as the consumer writes it. */
function sequenceText(item: Item | undefined): string {
  for (const value of Object.values(item ?? {})) {
    const text = 'S' in value ? value.S : 'N' in value ? value.N : '';
    if (/^\d{21,40}$/.test(text)) return text;
  }
  return '';
}
