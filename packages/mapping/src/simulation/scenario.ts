import type { BackoffSettings } from '../backoff.js';
import type { PollingSettings } from '../polling-settings.js';
import type { MappingSettings } from '../settings.js';
import type { FaultKind } from './faults.js';
import type { Random } from './random.js';

const minute = 60_000;
export const hour = 60 * minute;

/** What one seed's world is like. */
export interface Scenario {
  readonly settings: MappingSettings;
  readonly hasDestination: boolean;
  readonly polling: PollingSettings;
  readonly backoff: BackoffSettings;
  readonly hasWakeUps: boolean;
  readonly shards: number;
  readonly shardsPerPage: number;
  readonly items: number;
  readonly wantedShare: number;
  readonly poisonShare: number;
  /** Bursts of writes an hour, and most changes in one. */
  readonly bursts: number;
  readonly burstSize: number;
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  /** Hours between two of these, on average; 0 for never. */
  readonly crashes: number;
  readonly stops: number;
  readonly splits: number;
  readonly clockSteps: number;
  readonly outages: number;
  /** A time when nothing runs, long enough for records to leave the stream. */
  readonly longDowntime: boolean;
}

const filterCriteria = {
  Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"wanted":{"S":["yes"]}}}}' }],
};

/** Draws a world: each setting and each kind of disaster in some seeds and not in others. */
export function drawScenario(random: Random): Scenario {
  const settings = drawSettings(random);
  const filtered = settings.filterCriteria !== undefined;
  return {
    settings,
    hasDestination: random.happens(0.7),
    polling: {
      quickest: random.spread(2_000, minute),
      slowest: random.spread(5 * minute, 30 * minute),
      discovery: random.spread(10 * minute, 1.5 * hour),
    },
    backoff: {
      first: random.spread(100, 2_000),
      factor: 2,
      longest: random.spread(5 * minute, hour),
    },
    hasWakeUps: random.happens(0.6),
    shards: 1 + random.below(3),
    shardsPerPage: 1 + random.below(6),
    items: 2 + random.below(12),
    wantedShare: filtered ? random.between(0.2, 0.9) : 1,
    poisonShare: random.happens(0.5) ? random.between(0.005, 0.04) : 0,
    bursts: random.spread(0.5, 3),
    burstSize: 1 + random.below(40),
    rates: drawRates(random),
    crashes: sometimes(random, 2, 12),
    stops: sometimes(random, 3, 16),
    splits: sometimes(random, 3, 12),
    clockSteps: sometimes(random, 4, 20),
    outages: sometimes(random, 6, 20),
    longDowntime: random.happens(0.1),
  };
}

function drawSettings(random: Random): MappingSettings {
  const tumblingWindowInSeconds = random.happens(0.2) ? random.pick([60, 300, 900]) : 0;
  const settings: MappingSettings = {
    startingPosition: random.pick(['TRIM_HORIZON', 'LATEST']),
    batchSize: random.pick([1, 2, 3, 5, 10, 30, 100]),
    maximumBatchingWindowInSeconds: random.pick([0, 0, 1, 20, 300]),
    parallelizationFactor: tumblingWindowInSeconds > 0 ? 1 : random.pick([1, 1, 2, 4, 10]),
    maximumRecordAgeInSeconds: random.pick([-1, -1, -1, 60, 600, 7200, 604_800]),
    maximumRetryAttempts: random.pick([-1, 0, 1, 2, 3, 6]),
    bisectBatchOnFunctionError: random.happens(0.4),
    tumblingWindowInSeconds,
    functionResponseTypes: random.happens(0.6) ? ['ReportBatchItemFailures'] : [],
  };
  return random.happens(0.5) ? { ...settings, filterCriteria } : settings;
}

function drawRates(random: Random): Scenario['rates'] {
  const rate = (most: number) => (random.happens(0.6) ? random.spread(most / 20, most) : 0);
  return {
    'listing-throttled': rate(0.3),
    'read-throttled': rate(0.1),
    'read-failed': rate(0.1),
    'iterator-expired': rate(0.1),
    'empty-page': rate(0.2),
    'slow-read': rate(0.01),
    'invocation-throttled': rate(0.2),
    'invocation-unreachable': rate(0.1),
    'invocation-crashed': rate(0.15),
    'invocation-answer-lost': rate(0.1),
    'slow-invocation': rate(0.03),
    'partial-report': rate(0.2),
    'bad-report': rate(0.1),
    'destination-refused': rate(0.4),
    'destination-answer-lost': rate(0.2),
    'checkpoint-refused': rate(0.2),
    'checkpoint-answer-lost': rate(0.1),
    'hint-lost': rate(0.3),
  };
}

function sometimes(random: Random, least: number, most: number): number {
  return random.happens(0.6) ? random.spread(least, most) : 0;
}
