import type { BackoffSettings } from './backoff.js';
import type { CheckpointWriter } from './checkpoint-writer.js';
import type { Observe } from './mapping-event.js';
import type { Matches } from './matches.js';
import type { PollingSettings } from './polling-settings.js';
import type { RecordWriter } from './record-text.js';
import type { MappingRules } from './rules.js';
import type { Chance, Clock, FailureDestination, Invoker, StreamSource } from './seams.js';
import type { MappingSettings } from './settings.js';

/** What every part of one run of a mapping shares. */
export interface RunContext {
  readonly uuid: string;
  readonly functionArn: string;
  readonly settings: MappingSettings;
  readonly polling: PollingSettings;
  readonly backoff: BackoffSettings;
  readonly source: StreamSource;
  readonly invoker: Invoker;
  readonly destination: FailureDestination | undefined;
  readonly checkpoints: CheckpointWriter;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly observe: Observe;
  readonly rules: MappingRules;
  readonly matches: Matches;
  readonly writer: RecordWriter;
  readonly hinted: boolean;
  readonly halt: Halt;
}

/** How a run is told to end. */
export interface Halt {
  /** Aborts when no further call is to be started. */
  readonly reading: AbortSignal;
  /** Aborts when running invocations are given back. */
  readonly invoking: AbortSignal;
}
