import type { BufferedRecord } from './buffered-record.js';
import type { Envelope } from './envelope.js';
import { eventBytes, eventText } from './payload.js';
import { joinSpans, spanOf } from './record-span.js';
import type { ShardCheckpoint } from './seams.js';

export type OpenWindow = NonNullable<ShardCheckpoint['window']>;

/** Largest state that is carried to the next event: 1 MB a shard. Above it the window ends early. */
export const largestState = 1024 * 1024;

/** How long an ended window waits for records that come late, in milliseconds. */
export const lateRecords = 120_000;

/** Bytes that an event must keep free for the window's members besides the state. */
const membersBytes = 1024;

/**
 * The tumbling window of one shard: which records belong to it, the function's state in it, and the
 * events' members that carry both.
 */
export class TumblingWindow {
  readonly #seconds: number;
  readonly #shardId: string;
  readonly #streamArn: string;
  #open: OpenWindow | undefined;
  #stateText = '{}';

  constructor(parts: {
    readonly seconds: number;
    readonly shardId: string;
    readonly streamArn: string;
    readonly open: OpenWindow | undefined;
  }) {
    this.#seconds = parts.seconds;
    this.#shardId = parts.shardId;
    this.#streamArn = parts.streamArn;
    if (parts.open !== undefined) this.#carry(parts.open);
  }

  get open(): OpenWindow | undefined {
    return this.#open;
  }

  /** Whether the state has grown too large, so that the window ends before its time. */
  get overflowing(): boolean {
    return Buffer.byteLength(this.#stateText) > largestState;
  }

  /** Bytes of an event that are not for records. */
  get spareBytes(): number {
    return membersBytes + Buffer.byteLength(this.#stateText);
  }

  /** Wall time, in milliseconds, after which the open window is closed without waiting for records. */
  get closesAt(): number | undefined {
    if (this.#open === undefined) return undefined;
    return (this.#open.startSeconds + this.#seconds) * 1000 + lateRecords;
  }

  /** Whether a record belongs to the open window. Late ones do: their own window is gone. */
  takes(record: BufferedRecord): boolean {
    return this.#open === undefined || this.#startOf(record) <= this.#open.startSeconds;
  }

  /** Opens the window of a record, unless one is open. */
  openFor(record: BufferedRecord): void {
    if (this.#open === undefined) this.#carry({ startSeconds: this.#startOf(record), state: {} });
  }

  /** Lets the window go on with an empty state. */
  forgetState(): void {
    if (this.#open === undefined) return;
    this.#carry({ startSeconds: this.#open.startSeconds, state: {} });
  }

  close(): void {
    this.#open = undefined;
    this.#stateText = '{}';
  }

  /** The envelope of the next event of the open window. */
  envelope(closing: 'no' | 'final' | 'early'): Envelope {
    const { startSeconds } = this.#open ?? { startSeconds: 0 };
    const rest = () => this.#members(startSeconds, closing);
    return {
      text: (records) => eventText(records, rest()),
      bytes: (records) => eventBytes(records, rest()),
      accept: (records, payload) => this.#accept(records, startSeconds, stateOf(payload)),
      ages: [{ createdAt: (startSeconds + this.#seconds) * 1000 }],
      span: this.#open?.records,
    };
  }

  #startOf({ createdAt }: BufferedRecord): number {
    const seconds = Math.floor(createdAt / 1000);
    return seconds - (seconds % this.#seconds);
  }

  #accept(records: readonly BufferedRecord[], startSeconds: number, state: unknown): void {
    const span = joinSpans(this.#open?.records, spanOf(records));
    this.#carry({ startSeconds, state, ...(span === undefined ? {} : { records: span }) });
  }

  #carry(open: OpenWindow): void {
    this.#open = open;
    this.#stateText = JSON.stringify(open.state);
  }

  #members(startSeconds: number, closing: 'no' | 'final' | 'early'): string {
    const window = {
      start: isoSeconds(startSeconds),
      end: isoSeconds(startSeconds + this.#seconds),
    };
    return (
      `,"window":${JSON.stringify(window)},"state":${this.#stateText}` +
      `,"shardId":${JSON.stringify(this.#shardId)}` +
      `,"eventSourceARN":${JSON.stringify(this.#streamArn)}` +
      `,"isFinalInvokeForWindow":${closing !== 'no'},"isWindowTerminatedEarly":${closing === 'early'}`
    );
  }
}

/** The state in a function's answer. Undefined when it has none, which fails the invocation. */
export function stateOf(payload: string): unknown {
  try {
    const answer: unknown = JSON.parse(payload);
    if (typeof answer !== 'object' || answer === null) return undefined;
    return (answer as { state?: unknown }).state;
  } catch {
    return undefined;
  }
}

function isoSeconds(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
