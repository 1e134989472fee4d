import type { BackoffSettings } from './backoff.js';
import type { MappingState, Observe } from './mapping-event.js';
import type { PollingSettings } from './polling-settings.js';
import type {
  Chance,
  CheckpointStore,
  Clock,
  FailureDestination,
  Invoker,
  StreamSource,
  WakeUps,
} from './seams.js';
import type { MappingSettings } from './settings.js';

/** What a mapping is made of. */
export interface EventSourceMappingOptions {
  readonly settings: MappingSettings;
  /** Named in failure records. Keeps the qualifier that the mapping was made with. */
  readonly functionArn: string;
  /** A new one is drawn from `chance` when left out. */
  readonly uuid?: string;
  readonly source: StreamSource;
  readonly invoker: Invoker;
  /** Where discarded batches are named. Without it they are dropped, as on AWS. */
  readonly destination?: FailureDestination;
  readonly checkpoints: CheckpointStore;
  /** The machine's own when left out, as are the next two. */
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly polling?: Partial<PollingSettings>;
  readonly backoff?: Partial<BackoffSettings>;
  readonly wakeUps?: WakeUps;
  readonly observe?: Observe;
}

/** One running (or stopped) event source mapping. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly settings: MappingSettings;
  readonly state: MappingState;
  /** As Lambda words it: `No records processed`, `OK`, `PROBLEM: Function call failed`. */
  readonly lastProcessingResult: string;
  /**
   * Begins at the checkpoint, or at the starting position when there is none. Resolves once every
   * shard's place is fixed: what is written after that is delivered.
   *
   * @throws MappingError `CHECKPOINT_OF_ANOTHER_STREAM` when the store belongs to another stream.
   */
  start(): Promise<void>;
  /**
   * Ends reading and starts no further invocation. With `finish` (the default) it waits for the
   * invocations that run and keeps what they did; without, it gives them back: they are delivered
   * again by the next start. A second stop joins the first, and may tell it not to finish.
   *
   * Rejects with the store's error when the checkpoint could not be kept: what was done since the last
   * one is done again by the next start.
   */
  stop(options?: { readonly finish?: boolean }): Promise<void>;
}
