import type { ChangeKind, Flow, FlowStep } from '../contract/contract.js';

/** A dot on the water: one record, or many of one kind that take the same step. */
export interface Dot {
  readonly step: FlowStep;
  readonly shardId: string | undefined;
  readonly kind: ChangeKind;
  /** When it leaves, on the clock that {@link Dots.alive} is asked by. */
  readonly leaves: number;
  /** Sideways from the middle of its channel: -1 to 1. */
  readonly aside: number;
}

/** A dot's way takes this long. */
export const TRAVEL_MS = 900;
/** New dots of one frame are spread over this time, so that they flow instead of jumping. */
const SPREAD_MS = 240;
/** A frame's dots for one step. */
const PER_STEP = 10;
const DOTS_KEPT = 500;

/** How many records one dot stands for, so that `total` records make at most `PER_STEP` dots. */
export const recordsPerDot = (total: number) => Math.max(1, Math.ceil(total / PER_STEP));

/** The dots that are under way. Memory is bounded whatever the rate. */
export class Dots {
  #dots: Dot[] = [];
  #serial = 0;

  /** @returns how many records one new dot stands for at most */
  add(flow: readonly Flow[], now: number): number {
    const totals = new Map<FlowStep, number>();
    for (const { step, count } of flow) totals.set(step, (totals.get(step) ?? 0) + count);
    for (const each of flow) {
      const scale = recordsPerDot(totals.get(each.step) ?? each.count);
      this.#addFlow(each, Math.ceil(each.count / scale), now);
    }
    if (this.#dots.length > DOTS_KEPT) this.#dots = this.#dots.slice(-DOTS_KEPT);
    return recordsPerDot(Math.max(1, ...totals.values()));
  }

  alive(now: number): readonly Dot[] {
    this.#dots = this.#dots.filter(({ leaves }) => now < leaves + TRAVEL_MS);
    return this.#dots;
  }

  #addFlow({ step, shardId, kind }: Flow, count: number, now: number): void {
    for (let index = 0; index < count; index += 1) {
      this.#serial += 1;
      this.#dots.push({
        step,
        shardId,
        kind,
        leaves: now + (index / count) * SPREAD_MS,
        // A quiet zigzag keeps neighbours apart without randomness.
        aside: ((this.#serial % 5) - 2) / 2,
      });
    }
  }
}
