import { type FaultCounts, faultKinds } from './faults.js';
import type { SimulationResult } from './world.js';

/** What many seeds came to. */
export interface Tally {
  readonly seeds: number;
  readonly hours: number;
  readonly records: number;
  readonly invocations: number;
  readonly faults: FaultCounts;
  readonly violations: readonly SimulationResult[];
}

export const emptyTally: Tally = {
  seeds: 0,
  hours: 0,
  records: 0,
  invocations: 0,
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultCounts,
  violations: [],
};

export function addResult(tally: Tally, result: SimulationResult): Tally {
  const { faults, hours, records, invocations, violation } = result;
  return {
    seeds: tally.seeds + 1,
    hours: tally.hours + hours,
    records: tally.records + records,
    invocations: tally.invocations + invocations,
    faults: Object.fromEntries(
      faultKinds.map((kind) => [kind, tally.faults[kind] + faults[kind]]),
    ) as FaultCounts,
    violations: violation === undefined ? tally.violations : [...tally.violations, result],
  };
}

/** The tally as lines for people. */
export function tallyLines(tally: Tally, seconds: number): readonly string[] {
  const whole = (value: number) => Math.round(value).toLocaleString('en-US');
  const row = (name: string, value: string) => `  ${name.padEnd(26)}${value.padStart(12)}`;
  return [
    row('seeds', whole(tally.seeds)),
    row('simulated hours', whole(tally.hours)),
    row('records', whole(tally.records)),
    row('invocations', whole(tally.invocations)),
    row('seconds', seconds.toFixed(1)),
    '  faults injected',
    ...faultKinds.map((kind) => row(`  ${kind}`, whole(tally.faults[kind]))),
    row('violations', whole(tally.violations.length)),
  ];
}
