import { type BackoffSettings, defaultBackoff } from './backoff.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import { MappingError } from './errors.js';
import type { EventSourceMapping, EventSourceMappingOptions } from './event-source-mapping.js';
import type { MappingEvent, MappingState, Observe } from './mapping-event.js';
import { assertSameStream, MappingRun } from './mapping-run.js';
import type { Matches } from './matches.js';
import { defaultPolling } from './poll-pace.js';
import { RecordWriter } from './record-text.js';
import type { MappingRules } from './rules.js';
import type { RunContext } from './run-context.js';
import type { Chance, Clock } from './seams.js';
import type { MappingSettings } from './settings.js';

interface Running {
  readonly reading: AbortController;
  readonly invoking: AbortController;
  readonly context: RunContext;
  readonly unsubscribe: () => void;
  run: MappingRun | undefined;
  stopped: Promise<void> | undefined;
}

/** The life of a mapping: each start makes a run, each stop ends it. */
export class Mapping implements EventSourceMapping {
  readonly uuid: string;
  readonly settings: MappingSettings;
  readonly #options: EventSourceMappingOptions;
  readonly #rules: MappingRules;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #backoff: BackoffSettings;
  readonly #matches: Matches;
  #state: MappingState = 'Disabled';
  #lastProcessingResult = 'No records processed';
  #running: Running | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(
    options: EventSourceMappingOptions,
    rules: MappingRules,
    clock: Clock,
    chance: Chance,
  ) {
    this.#options = options;
    this.#rules = rules;
    this.#clock = options.clock ?? clock;
    this.#chance = options.chance ?? chance;
    this.#backoff = { ...defaultBackoff, ...options.backoff };
    this.#matches = rules.compileFilter(options.settings.filterCriteria);
    this.settings = options.settings;
    this.uuid = options.uuid ?? this.#chance.uuid();
  }

  get state(): MappingState {
    return this.#state;
  }

  get lastProcessingResult(): string {
    return this.#lastProcessingResult;
  }

  async start(): Promise<void> {
    if (this.#running !== undefined) {
      throw new MappingError(
        'ALREADY_RUNNING',
        `The mapping ${this.uuid} is ${this.#state}: stop it before it is started again.`,
      );
    }
    const running = this.#prepare();
    this.#running = running;
    this.#enter('Enabling');
    const begun = this.#begin(running);
    this.#starting = begun.catch(() => undefined);
    await begun;
  }

  async stop({ finish = true }: { readonly finish?: boolean } = {}): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.reading.abort();
    if (!finish) running.invoking.abort();
    running.stopped ??= this.#end(running);
    await running.stopped;
  }

  async #end(running: Running): Promise<void> {
    this.#enter('Disabling');
    running.unsubscribe();
    running.context.checkpoints.end();
    await this.#starting;
    await running.run?.end();
    await running.context.checkpoints.close().finally(() => {
      this.#running = undefined;
      this.#enter('Disabled');
    });
  }

  async #begin(running: Running): Promise<void> {
    try {
      const stored = await this.#options.checkpoints.load();
      assertSameStream(stored, this.#options.source.streamArn);
      running.run = await MappingRun.begin(running.context, stored);
      if (!running.reading.signal.aborted) this.#enter('Enabled');
    } catch (error) {
      running.unsubscribe();
      this.#running = undefined;
      this.#enter('Disabled');
      throw error;
    }
  }

  #prepare(): Running {
    const reading = new AbortController();
    const invoking = new AbortController();
    const context = this.#contextOf(reading.signal, invoking.signal);
    const running: Running = {
      reading,
      invoking,
      context,
      run: undefined,
      stopped: undefined,
      unsubscribe:
        this.#options.wakeUps?.subscribe((shardId) => running.run?.wake(shardId)) ??
        (() => undefined),
    };
    return running;
  }

  #contextOf(reading: AbortSignal, invoking: AbortSignal): RunContext {
    const { functionArn, source, invoker, destination, polling, wakeUps } = this.#options;
    const observe = this.#watch();
    const parts = { clock: this.#clock, chance: this.#chance, backoff: this.#backoff, observe };
    const store = this.#options.checkpoints;
    return {
      ...parts,
      uuid: this.uuid,
      functionArn,
      settings: this.settings,
      polling: { ...defaultPolling(wakeUps !== undefined), ...polling },
      source,
      invoker,
      destination,
      checkpoints: new CheckpointWriter({ ...parts, store, streamArn: source.streamArn }),
      rules: this.#rules,
      matches: this.#matches,
      writer: new RecordWriter(),
      hinted: wakeUps !== undefined,
      halt: { reading, invoking },
    };
  }

  #watch(): Observe {
    const observe = this.#options.observe ?? (() => undefined);
    return (event: MappingEvent) => {
      if (event.type === 'invocation-succeeded') this.#lastProcessingResult = 'OK';
      if (event.type === 'invocation-failed') {
        this.#lastProcessingResult = 'PROBLEM: Function call failed';
      }
      observe(event);
    };
  }

  #enter(state: MappingState): void {
    this.#state = state;
    this.#options.observe?.({ type: 'state-changed', state });
  }
}
