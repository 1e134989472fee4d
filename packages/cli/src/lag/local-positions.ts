import type { MappingEvent, ShardPosition } from '@millrace/mapping';
import type { Positions } from './positions.js';

interface LoggedEvent {
  readonly place: number;
  readonly at: number;
  readonly type: string;
  readonly mappingUuid?: string;
  readonly event?: MappingEvent;
}

const PAGE = 5_000;

/**
 * The checkpoints of the local cloud's mappings, as its event log tells them. The log forgets: of a shard
 * that has not moved for as long as it goes back, the log's beginning is taken, which counts too few.
 */
export class LocalPositions {
  #next = 0;
  #begunAt: number | undefined;
  #isComplete = true;
  readonly #positions = new Map<string, Map<string, ShardPosition>>();

  constructor(
    private readonly endpoint: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Reads what is new in the log. False when this endpoint is no local cloud. */
  async refresh(): Promise<boolean> {
    for (;;) {
      const url = new URL(`/_millrace/log?after=${this.#next}&limit=${PAGE}`, this.endpoint);
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok !== true) return false;
      const page = (await answer.json()) as {
        readonly events: readonly LoggedEvent[];
        readonly next: number;
      };
      this.#begin(page.events[0]);
      for (const logged of page.events) this.#take(logged);
      this.#next = page.next;
      if (page.events.length < PAGE) return true;
    }
  }

  of(mappingUuid: string): Positions {
    const shards = this.#positions.get(mappingUuid);
    return {
      known: 'checkpoint',
      of: (shardId) => {
        const position = shards?.get(shardId);
        if (position !== undefined) return position;
        return this.#isComplete
          ? { kind: 'beginning' }
          : { kind: 'since', time: this.#begunAt ?? this.now() };
      },
    };
  }

  #begin(first: LoggedEvent | undefined): void {
    if (this.#begunAt !== undefined || first === undefined) return;
    this.#begunAt = first.at;
    this.#isComplete = first.place === 1;
  }

  #take({ mappingUuid, event }: LoggedEvent): void {
    if (mappingUuid === undefined || event === undefined) return;
    const shards = this.#positions.get(mappingUuid) ?? new Map<string, ShardPosition>();
    this.#positions.set(mappingUuid, shards);
    if (event.type === 'shard-opened') shards.set(event.shardId, event.from);
    if (event.type === 'checkpoint-moved') shards.set(event.shardId, event.position);
    if (event.type === 'shard-finished') shards.set(event.shardId, { kind: 'finished' });
  }
}
