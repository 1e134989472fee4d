import type { CloudEvent } from '@millrace/local';
import type { StreamRecord } from '@millrace/mapping';
import { readHandledChange } from '../road/handled-change.js';

/** Sees what passes on the road, and counts it. */
export class RoadWitness {
  /** Sequence numbers in the order in which the function said that it had handled them. */
  readonly handled: string[] = [];
  /** When each record first was in the function's hands, by sequence number. */
  readonly arrivals = new Map<string, number>();
  readonly #handedOver = new Map<string, number>();
  readonly #delivered = new Set<string>();
  readonly #setAside = new Set<string>();
  #filtered = 0;
  #retries = 0;

  constructor(private readonly now: () => number) {}

  /** Records that were in at least one invocation. */
  get delivered(): number {
    return this.#delivered.size;
  }

  /** Records that the mapping kept out. */
  get filtered(): number {
    return this.#filtered;
  }

  /** Batches that were sent again. */
  get retries(): number {
    return this.#retries;
  }

  /** Distinct records that came to an end: handled or discarded. */
  get ended(): number {
    const ended = new Set(this.#setAside);
    for (const sequenceNumber of this.handled) ended.add(sequenceNumber);
    return ended.size;
  }

  hear(event: CloudEvent): void {
    const handled = readHandledChange(event);
    if (handled !== undefined) {
      this.handled.push(handled.sequenceNumber);
    } else if (event.type === 'event-handed-over') {
      this.#handedOver.set(event.requestId, this.now());
    } else if (event.type === 'mapping') {
      this.#hearMapping(event.event);
    }
  }

  #hearMapping(event: Extract<CloudEvent, { type: 'mapping' }>['event']): void {
    switch (event.type) {
      case 'filtered':
        this.#filtered += event.count;
        break;
      case 'delivered':
        for (const { dynamodb } of event.records) this.#delivered.add(dynamodb.SequenceNumber);
        break;
      case 'invocation-succeeded':
      case 'invocation-failed':
        this.#noteArrival(event.result.requestId, event.records);
        break;
      case 'retried':
        this.#retries += 1;
        break;
      case 'failure-record-sent':
        for (const { dynamodb } of event.records) this.#setAside.add(dynamodb.SequenceNumber);
        break;
      default:
    }
  }

  #noteArrival(requestId: string, records: readonly StreamRecord[]): void {
    const at = this.#handedOver.get(requestId);
    // A call that an injected fault ended never reached the function.
    if (at === undefined) return;
    this.#handedOver.delete(requestId);
    for (const { dynamodb } of records) {
      if (!this.arrivals.has(dynamodb.SequenceNumber))
        this.arrivals.set(dynamodb.SequenceNumber, at);
    }
  }
}
