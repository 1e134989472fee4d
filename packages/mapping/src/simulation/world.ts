import { MemoryCheckpoints } from '../checkpoints/memory-checkpoints.js';
import type { EventSourceMappingOptions } from '../event-source-mapping.js';
import { Mapping } from '../mapping.js';
import type { MappingEvent } from '../mapping-event.js';
import { lambdaRules, type MappingRules } from '../rules.js';
import type { Clock, WakeUps } from '../seams.js';
import { type FaultCounts, Faults } from './faults.js';
import { Ledger, type Life } from './ledger.js';
import { Random } from './random.js';
import { drawScenario, hour, type Scenario } from './scenario.js';
import { SimulatedCheckpoints } from './simulated-checkpoints.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedDestination } from './simulated-destination.js';
import { SimulatedFunction } from './simulated-function.js';
import { SimulatedSource } from './simulated-source.js';
import { SimulatedTable } from './simulated-table.js';
import { WindowBook } from './window-book.js';

/** What came of one simulated world. */
export interface SimulationResult {
  readonly seed: number;
  readonly hours: number;
  readonly records: number;
  readonly invocations: number;
  readonly events: number;
  readonly faults: FaultCounts;
  readonly violation: string | undefined;
  /** Hours into the simulation when it was violated. */
  readonly violatedAt: number | undefined;
}

/** Makes a mapping wrong, to see whether the world notices. */
export interface Mutation {
  readonly rules?: (rules: MappingRules) => MappingRules;
  readonly options?: (options: EventSourceMappingOptions) => EventSourceMappingOptions;
}

export interface WorldOptions {
  readonly seed: number;
  readonly hours: number;
  readonly mutation?: Mutation;
  /** Hears everything that the mapping tells, with the time in milliseconds. */
  readonly trace?: (time: number, event: MappingEvent) => void;
}

/** Quiet hours at the end, in which everything has to come to its end. */
const calmHours = 3;
const epoch = Date.UTC(2026, 0, 1);

/** Runs one seed's world from its beginning to its end, or to the first violation. */
export async function simulate(options: WorldOptions): Promise<SimulationResult> {
  const world = new World(options);
  return world.run();
}

class World {
  readonly #options: WorldOptions;
  readonly #random: Random;
  readonly #scenario: Scenario;
  readonly #clock = new SimulatedClock(epoch);
  readonly #faults: Faults;
  readonly #table: SimulatedTable;
  readonly #ledger: Ledger;
  readonly #windows: WindowBook;
  readonly #function: SimulatedFunction;
  readonly #kept = new MemoryCheckpoints();
  readonly #listeners = new Set<(shardId?: string) => void>();
  readonly #endsAt: number;
  /** What the machine's clock is off by. */
  #clockOffset = 0;
  #begun = false;
  #started = false;
  #mapping: Mapping | undefined;
  #life: Life = { alive: false };
  #changing = false;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    const scenario = drawScenario(this.#random);
    this.#scenario = scenario;
    this.#endsAt = options.hours * hour + (scenario.longDowntime ? 3 * hour : 0);
    const { rates, settings } = scenario;
    const random = this.#random;
    const clock = this.#clock;
    const faults = new Faults(random, rates);
    const { items, wantedShare, poisonShare, shards } = scenario;
    const traffic = { items, wantedShare, poisonShare };
    const table = new SimulatedTable({ random, faults, clock, traffic, shards });
    const ledger = new Ledger(table, settings);
    const windows = new WindowBook(ledger);
    this.#faults = faults;
    this.#table = table;
    this.#ledger = ledger;
    this.#windows = windows;
    const world = clock;
    this.#function = new SimulatedFunction({
      ...{ table, world, random, faults, ledger, windows, settings },
    });
  }

  async run(): Promise<SimulationResult> {
    this.#plan();
    const violated = () => this.#ledger.violation !== undefined;
    await this.#clock.run(this.#endsAt + calmHours * hour, violated);
    if (!violated()) this.#ledger.closeBooks();
    const violation = this.#ledger.violation;
    return {
      seed: this.#options.seed,
      hours: this.#clock.monotonic() / hour,
      records: this.#table.records.size,
      invocations: this.#function.invocations,
      events: this.#clock.events,
      faults: this.#faults.counts,
      violation,
      violatedAt: violation === undefined ? undefined : this.#clock.monotonic() / hour,
    };
  }

  #plan(): void {
    const { bursts, crashes, stops, splits, clockSteps, outages, longDowntime } = this.#scenario;
    for (let n = this.#random.below(4); n > 0; n -= 1) this.#burst();
    this.#clock.after(this.#random.spread(1000, hour / 4), () => this.#bringUp());
    this.#every(1 / bursts, () => this.#burst());
    this.#every(splits, () => this.#reshape());
    this.#every(4, () => this.#rollAll());
    this.#every(crashes, () => this.#crash());
    this.#every(stops, () => this.#stop());
    this.#every(clockSteps, () => this.#stepClock());
    this.#every(outages, () => this.#outage());
    if (longDowntime) this.#clock.after(hour, () => this.#crash(25 * hour));
    this.#clock.after(this.#endsAt, () => this.#calmDown());
  }

  /** Lets something happen again and again, `hours` apart on average, until the calm. */
  #every(hours: number, happen: () => void): void {
    if (hours === 0) return;
    const again = () => {
      this.#clock.after(this.#random.spread(0.2, 3) * hours * hour, () => {
        if (this.#faults.calm) return;
        happen();
        again();
      });
    };
    again();
  }

  #burst(): void {
    let after = 0;
    const pace = this.#random.spread(1, 60_000);
    for (let n = 1 + this.#random.below(this.#scenario.burstSize); n > 0; n -= 1) {
      this.#clock.after(after, () => this.#write());
      after += this.#random.next() * pace;
    }
  }

  #write(): void {
    if (this.#faults.calm) return;
    const written = this.#table.write();
    if (this.#started) this.#ledger.owe(written);
    if (this.#faults.strikes('hint-lost')) return;
    for (const listener of this.#listeners) listener(written.shard.id);
  }

  #bringUp(): void {
    if (this.#mapping === undefined) this.#mapping = this.#createMapping();
    void this.#start(this.#mapping, this.#life);
  }

  async #start(mapping: Mapping, life: Life): Promise<void> {
    const { startingPosition } = this.#scenario.settings;
    if (!this.#begun) {
      this.#begun = true;
      if (startingPosition === 'TRIM_HORIZON') this.#oweAll();
      else this.#ledger.startAtLatest(this.#clock.now() + this.#clockOffset);
    }
    await mapping.start();
    if (life.alive && mapping.state === 'Enabled') this.#started = true;
  }

  #oweAll(): void {
    this.#started = true;
    for (const record of this.#table.records.values()) this.#ledger.owe(record);
  }

  #createMapping(): Mapping {
    const life = { alive: true };
    this.#life = life;
    const { settings, polling, backoff, hasWakeUps, hasDestination, shardsPerPage } =
      this.#scenario;
    const clock = this.#clockOf(life);
    const shared = { clock, random: this.#random, faults: this.#faults, ledger: this.#ledger };
    const options: EventSourceMappingOptions = {
      settings,
      functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
      uuid: '00000000-0000-4000-8000-000000000000',
      source: new SimulatedSource({ ...shared, table: this.#table, shardsPerPage }),
      invoker: this.#function.invokerFor(life, clock),
      checkpoints: new SimulatedCheckpoints({ ...shared, kept: this.#kept }),
      clock,
      chance: this.#random,
      polling,
      backoff,
      observe: (event) => {
        if (life.alive) this.#observe(event);
      },
      ...(hasDestination ? { destination: new SimulatedDestination(shared) } : {}),
      ...(hasWakeUps ? { wakeUps: this.#wakeUpsOf(life) } : {}),
    };
    const { mutation } = this.#options;
    return new Mapping(
      mutation?.options?.(options) ?? options,
      mutation?.rules?.(lambdaRules) ?? lambdaRules,
      clock,
      this.#random,
    );
  }

  /** Time as one life of the process has it: its wall clock may be off, and it ends with the life. */
  #clockOf(life: Life): Clock {
    return {
      now: () => this.#clock.now() + this.#clockOffset,
      monotonic: () => this.#clock.monotonic(),
      after: (milliseconds, wake) =>
        this.#clock.after(milliseconds, () => {
          if (life.alive) wake();
        }),
    };
  }

  #wakeUpsOf(life: Life): WakeUps {
    return {
      subscribe: (listener) => {
        const heard = (shardId?: string) => {
          if (life.alive) listener(shardId);
          else this.#listeners.delete(heard);
        };
        this.#listeners.add(heard);
        return () => this.#listeners.delete(heard);
      },
    };
  }

  #observe(event: MappingEvent): void {
    this.#options.trace?.(this.#clock.monotonic(), event);
    if (event.type === 'gap') this.#ledger.gap(event.shardId, event.after, event.before);
    if (event.type !== 'discarded') return;
    const { records, document, shardId } = event;
    const known = records.flatMap(
      ({ dynamodb }) => this.#table.records.get(dynamodb.SequenceNumber) ?? [],
    );
    this.#ledger.discarded(known, document, this.#scenario.hasDestination);
    if (records.length === 0) this.#windows.dropped(shardId, document);
  }

  #reshape(): void {
    const open = this.#table.openShards;
    const shard = open[this.#random.below(open.length)];
    if (shard === undefined) return;
    if (open.length < 6) this.#table.split(shard);
    else this.#table.roll(shard);
  }

  #rollAll(): void {
    for (const shard of this.#table.openShards) this.#table.roll(shard);
  }

  /** The process is gone in the middle of whatever it did, and comes back later. */
  #crash(downtime = this.#random.spread(1000, hour)): void {
    if (this.#changing || !this.#life.alive) return;
    this.#faults.count('process-crash');
    this.#life.alive = false;
    this.#ledger.died(this.#life);
    this.#mapping = undefined;
    this.#changing = true;
    this.#clock.after(downtime, () => {
      this.#changing = false;
      this.#bringUp();
    });
  }

  /** The mapping is disabled and enabled again. */
  #stop(): void {
    const mapping = this.#mapping;
    if (this.#changing || mapping === undefined) return;
    this.#faults.count('stop-and-start');
    this.#changing = true;
    void this.#stopAndStart(mapping, this.#random.happens(0.7));
  }

  async #stopAndStart(mapping: Mapping, finish: boolean): Promise<void> {
    const kept = await mapping.stop({ finish }).then(
      () => finish,
      () => false,
    );
    if (!kept) this.#windows.setBack();
    if (finish && this.#ledger.running > 0) {
      this.#ledger.violate('a mapping that has stopped has an invocation running');
    }
    this.#ledger.died(this.#life);
    await this.#clock.sleep(this.#random.spread(100, hour));
    this.#changing = false;
    this.#bringUp();
  }

  #stepClock(): void {
    this.#faults.count('clock-step');
    this.#clockOffset = this.#random.happens(0.3)
      ? 0
      : this.#random.between(-1, 1) * this.#random.spread(1000, 2 * hour);
  }

  #outage(): void {
    this.#faults.count('function-outage');
    this.#function.broken = true;
    this.#clock.after(this.#random.spread(60_000, 6 * hour), () => {
      this.#function.broken = false;
    });
  }

  #calmDown(): void {
    this.#faults.calmDown();
    this.#clockOffset = 0;
    this.#function.broken = false;
  }
}
