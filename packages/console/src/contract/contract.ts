/**
 * What the console's page and the server behind it say to each other. This file stands twice, here and in
 * the other of `packages/console/src/contract` and `packages/local/src/console`; a test holds the two
 * together byte for byte. It holds types only.
 *
 * Times are milliseconds since 1970 by the server's clock, durations milliseconds, unless named otherwise.
 */

/** Paths below the page's own address. */
export interface Endpoints {
  /** Server-sent events: one `hello`, then a `frame` some times a second. */
  readonly feed: 'api/feed';
  /** GET `?text=`: {@link ChangeRow}s, the newest first. */
  readonly search: 'api/records';
  /** GET `?sequence=`: a {@link Story}. */
  readonly story: 'api/story';
  /** POST {@link BenchQuestion}: a {@link BenchReport}. */
  readonly bench: 'api/bench';
  /** POST {@link ExplainQuestion}: a {@link FilterVerdict}. */
  readonly explain: 'api/explain';
  /** POST {@link Action}: an {@link ActionResult}. */
  readonly act: 'api/act';
}

/** Any answer of 400 and above. */
export interface Refusal {
  readonly code: string;
  /** What was wrong and how to mend it. */
  readonly message: string;
}

export type ChangeKind = 'insert' | 'modify' | 'remove' | 'expire';

/** The first event of a connection, and of each new one: everything there is. */
export interface Hello {
  /** Where AWS clients reach the cloud: `http://127.0.0.1:8000`. */
  readonly endpoint: string;
  readonly region: string;
  /** The table that orders are written to; undefined when the stack has none. */
  readonly ordersTable?: string;
  readonly frame: Frame;
  /** At most the last fifteen minutes, the oldest first. */
  readonly history: readonly Second[];
}

/** The road as it stands, and what moved since the frame before. */
export interface Frame {
  readonly at: number;
  readonly road: Road;
  readonly flow: readonly Flow[];
  /** Those of each table's forty newest changes that are new or got on; all of them in a hello. The newest last. */
  readonly changes: readonly ChangeRow[];
  /** Seconds that have ended since the frame before. */
  readonly seconds: readonly Second[];
}

export interface Road {
  readonly tables: readonly TableState[];
  readonly mappings: readonly MappingState[];
  readonly functions: readonly FunctionState[];
  readonly queues: readonly QueueState[];
  readonly reactions: readonly ReactionState[];
}

export interface TableState {
  readonly name: string;
  /** Writes that left a stream record. */
  readonly written: number;
  readonly streamArn?: string;
  /** The ids of the shards that take records. */
  readonly openShards: readonly string[];
}

/** A shard as one mapping sees it. */
export interface ShardState {
  readonly id: string;
  readonly parentId?: string;
  /** `finished`: closed, and all of it worked off. */
  readonly state: 'open' | 'closed' | 'finished';
  readonly read: number;
  /** The last record that was read. */
  readonly position?: string;
  /** How long the newest record read had waited in the stream. */
  readonly iteratorAge?: number;
}

export interface MappingState {
  readonly uuid: string;
  readonly tableName: string;
  readonly functionName: string;
  readonly state: string;
  /** As Lambda words it. */
  readonly lastResult: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly parallelizationFactor: number;
  /** Most retries; -1: as long as the record lives. */
  readonly maximumRetryAttempts: number;
  readonly bisect: boolean;
  readonly patterns: readonly string[];
  readonly destinationArn?: string;
  /** All shards of its stream. */
  readonly shards: readonly ShardState[];
  /** Written, and not yet read by this mapping. */
  readonly unread: number;
  /** Let through by the filter and not yet in an invocation. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly retrying: number;
  readonly read: number;
  readonly filteredOut: number;
  readonly handled: number;
  readonly discarded: number;
  readonly gaps: number;
  readonly lanes: readonly LaneState[];
}

/** A batch under way: running, or waiting to be sent again. */
export interface LaneState {
  readonly shardId: string;
  readonly lane: number;
  readonly phase: 'running' | 'waiting';
  readonly records: number;
  readonly attempt: number;
  /** Why the last attempt failed. */
  readonly reason?: string;
}

export interface FunctionState {
  readonly name: string;
  readonly running: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly errors: number;
  /** Of the last invocations. */
  readonly durationP50?: number;
  readonly durationP95?: number;
  readonly lastError?: string;
  readonly faults: readonly FaultState[];
}

export type FaultKind = 'error' | 'slow' | 'crash';

export interface FaultState {
  readonly id: string;
  readonly kind: FaultKind;
  /** A text in the event that the fault waits for; undefined: a program's own condition. */
  readonly match?: string;
  readonly hits: number;
}

export interface QueueState {
  readonly name: string;
  readonly url: string;
  readonly role: 'failure' | 'parking' | 'other';
  readonly messages: number;
  /** The oldest of them. */
  readonly failures: readonly FailureState[];
}

/** A message of a failure queue: a batch that was given up. */
export interface FailureState {
  readonly messageId: string;
  readonly at: number;
  readonly condition: string;
  readonly shardId: string;
  readonly firstSequence: string;
  readonly lastSequence: string;
  readonly records: number;
  readonly attempts: number;
}

/** Something that the function does to the world, as seen from outside of it. */
export interface ReactionState {
  /** `Log lines`, `Writes to orders-by-customer`. */
  readonly name: string;
  readonly effects: number;
  /** The newest, in a few words. */
  readonly last?: string;
}

/** Where a record goes from one station to the next. */
export type FlowStep = 'write' | 'read' | 'filter' | 'deliver' | 'handle' | 'retry' | 'discard';

/** So many records of one kind took one step. */
export interface Flow {
  readonly step: FlowStep;
  readonly tableName: string;
  /** Known from the read on: a writer is not told where its record goes. */
  readonly shardId?: string;
  readonly kind: ChangeKind;
  readonly count: number;
}

export type Outcome = 'waiting' | 'filtered' | 'running' | 'retrying' | 'handled' | 'discarded';

/** One change, in one line. */
export interface ChangeRow {
  readonly sequence: string;
  readonly tableName: string;
  /** Known once the mapping has read it. */
  readonly shardId?: string;
  /** The primary key as text: `order-0012`. */
  readonly key: string;
  readonly kind: ChangeKind;
  readonly at: number;
  /** The most telling differences, at most three. */
  readonly difference: readonly Difference[];
  readonly outcome: Outcome;
  readonly attempts: number;
  /** From the write to the end of the road, once it is there. */
  readonly latency?: number;
}

/** An attribute before and after; absent where the item had none. */
export interface Difference {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** What one second of the road did. */
export interface Second {
  /** Its beginning. */
  readonly at: number;
  readonly written: number;
  readonly filtered: number;
  readonly handled: number;
  readonly retried: number;
  readonly discarded: number;
  /** From write to handled, of the records handled in this second. */
  readonly latencyP50?: number;
  readonly latencyP95?: number;
  /** The greatest of all shards. */
  readonly iteratorAge?: number;
}

/** Everything that is known of one change. */
export interface Story {
  readonly row: ChangeRow;
  /** As the function receives it. */
  readonly record: unknown;
  readonly difference: readonly Difference[];
  readonly steps: readonly StoryStep[];
}

export type StoryStep = {
  /** The function that the step leads to, where several mappings read the table. */
  readonly reader?: string;
} & (
  | { readonly type: 'written'; readonly at: number }
  /** Steps in the middle of a long story that are not kept. */
  | { readonly type: 'left-out'; readonly at?: undefined; readonly count: number }
  | {
      readonly type: 'read';
      readonly at: number;
      readonly shardId: string;
      readonly iteratorAge: number;
    }
  | {
      readonly type: 'filter';
      readonly at?: number;
      readonly passed: boolean;
      /** One for each pattern of the mapping; none: everything passes. */
      readonly verdicts: readonly FilterVerdict[];
    }
  | {
      readonly type: 'delivered';
      readonly at: number;
      readonly attempt: number;
      readonly batchSize: number;
      readonly requestId?: string;
      readonly duration?: number;
      readonly outcome: 'running' | 'succeeded' | 'failed' | 'throttled';
      readonly reason?: string;
      readonly log: readonly string[];
    }
  | { readonly type: 'retried'; readonly at: number; readonly delay: number }
  | { readonly type: 'bisected'; readonly at: number; readonly sizes: readonly [number, number] }
  | { readonly type: 'discarded'; readonly at: number; readonly condition: string }
  | { readonly type: 'failure-recorded'; readonly at: number; readonly destinationArn: string }
  | {
      readonly type: 'reaction';
      readonly at: number;
      readonly name: string;
      readonly text: string;
    }
);

/** What one pattern says of one record. */
export interface FilterVerdict {
  readonly pattern: string;
  readonly matched: boolean;
  readonly leaves: readonly FilterLeaf[];
}

export interface FilterLeaf {
  readonly path: string;
  readonly matched: boolean;
  readonly reason: string;
}

export interface BenchQuestion {
  readonly pattern: string;
  /** Whose records to test on; those of the first mapping's table when left out. */
  readonly tableName?: string;
}

export interface BenchReport {
  /** Why the pattern is refused; the rest is empty then. */
  readonly fault?: { readonly path?: string; readonly message: string };
  readonly warnings: readonly BenchWarning[];
  readonly tested: number;
  readonly passed: number;
  /** Calls for the tested records: with much traffic, when batches fill up. */
  readonly fullBatches: CallsSaved;
  /** The same with little traffic, when each record travels alone. */
  readonly oneByOne: CallsSaved;
  /** The newest of the tested records, the newest first. */
  readonly rows: readonly BenchRow[];
  /** The pattern in its smallest form. */
  readonly smallest?: string;
  /** The same by the typed builder, when the builder can say it. */
  readonly builder?: string;
}

export interface CallsSaved {
  readonly unfiltered: number;
  readonly filtered: number;
}

export interface BenchWarning {
  readonly path: string;
  readonly message: string;
  readonly mend?: string;
}

export interface BenchRow {
  readonly row: ChangeRow;
  readonly passes: boolean;
}

export interface ExplainQuestion {
  readonly pattern: string;
  readonly sequence: string;
}

/** A change of the world that a person asked for. */
export type Action =
  | { readonly type: 'write-order'; readonly orderId: string; readonly customerId: string }
  | { readonly type: 'change-order'; readonly orderId: string; readonly status: string }
  | { readonly type: 'delete-order'; readonly orderId: string }
  | {
      readonly type: 'inject-fault';
      readonly functionName: string;
      readonly kind: FaultKind;
      readonly match: string;
      /** 0: until it is cleared. */
      readonly times: number;
    }
  | { readonly type: 'clear-faults'; readonly functionName: string }
  | { readonly type: 'split-shard'; readonly tableName: string; readonly shardId?: string }
  | { readonly type: 'pause-mapping'; readonly uuid: string }
  | { readonly type: 'resume-mapping'; readonly uuid: string }
  | {
      readonly type: 'change-mapping';
      readonly uuid: string;
      readonly batchSize: number;
      readonly windowSeconds: number;
    }
  | { readonly type: 'redrive'; readonly queueUrl: string; readonly messageId: string };

export interface ActionResult {
  /** What was done, in a sentence. */
  readonly message: string;
  /** The change that it made, to follow it. */
  readonly sequence?: string;
}
