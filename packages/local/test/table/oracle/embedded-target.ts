import { setTimeout as sleep } from 'node:timers/promises';
import { startCloud } from '../support/cloud.js';
import { ManualClock } from '../support/manual-clock.js';
import type { Embedded } from './run-step.js';
import { BEGINNING } from './step.js';
import { Target } from './target.js';

/** The embedded table with a clock that the oracle moves. */
export interface EmbeddedTarget {
  readonly target: Target;
  readonly embedded: (tableName: string) => Embedded;
  close(): Promise<void>;
}

/** Brings the embedded table up for the oracle, in memory. */
export async function startEmbeddedTarget(): Promise<EmbeddedTarget> {
  const clock = new ManualClock(BEGINNING);
  const cloud = await startCloud({ clock, shardsPerTable: 3 });
  return {
    target: new Target(cloud),
    embedded: (tableName) => ({
      expire: async (isGone) => {
        while (!(await isGone())) {
          clock.advance(1000);
          await sleep(1);
        }
      },
      startTogether: cloud.startTogether,
      roll: () => cloud.service.rollShards(tableName),
      split: () => cloud.service.splitShard(tableName),
    }),
    close: () => cloud.close(),
  };
}
