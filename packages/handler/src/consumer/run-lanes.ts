import type { Lanes } from './link-lanes.js';
import { PositionHeap } from './position-heap.js';

export interface LaneSettings {
  /** How many records may be under way at once. */
  readonly concurrency: number;
  /** True once nothing more may be started. */
  readonly isOver: () => boolean;
  /**
   * Handles one record. True: finished. False: to be delivered again. What takes no time ends without
   * a promise.
   */
  readonly run: (position: number, batch: RunningBatch) => boolean | Promise<boolean>;
}

/** What a record that is under way may tell the batch, and ask it. */
export interface RunningBatch {
  /**
   * Tells that the record will be delivered again, as soon as that is certain, so that nothing is
   * started in the moments until its promise tells.
   */
  fail(position: number): void;
  /**
   * True when the record would not be started now: a lower one failed, or time is up. One that had to
   * wait before its reaction asks again, and then leaves it.
   */
  isCalledOff(position: number): boolean;
}

/** A batch on its way. */
export interface LaneRun {
  /** Resolves when nothing runs and nothing more will be started; rejects then if a run did. */
  readonly settled: Promise<void>;
  /** The lowest position that is not finished now, or undefined when all are. */
  lowestUnfinished(): number | undefined;
  /** How many have finished by now. */
  finishedCount(): number;
  /** How many are under way now. */
  runningCount(): number;
}

/**
 * Runs the records of a batch: those of one lane one after the other, lanes side by side. Of the
 * records that could start, the lowest does, so that the part of the batch that is done for good
 * grows from its front. After a failure nothing above it is started; what is below still is, since
 * Lambda will not deliver that again.
 */
export function runLanes(lanes: Lanes, settings: LaneSettings): LaneRun {
  const ready = new PositionHeap();
  for (const head of lanes.heads) ready.push(head);
  const finished: boolean[] = new Array(lanes.next.length).fill(false);
  let crash: { readonly error: unknown } | undefined;
  let settle = (): void => undefined;
  const settled = new Promise<void>((resolve, reject) => {
    settle = () => (crash === undefined ? resolve() : reject(crash.error));
  });
  let lowestFailed = Number.POSITIVE_INFINITY;
  let running = 0;

  const isCalledOff = (position: number): boolean => position > lowestFailed || settings.isOver();

  const startable = (): number | undefined => {
    const position = ready.lowest;
    return position === undefined || isCalledOff(position) ? undefined : ready.pop();
  };

  const startAll = (): void => {
    while (running < settings.concurrency) {
      const position = startable();
      if (position === undefined) break;
      start(position);
    }
    if (running === 0) settle();
  };

  const start = (position: number): void => {
    try {
      const outcome = settings.run(position, batch);
      if (outcome instanceof Promise) void awaitOutcome(position, outcome);
      else end(position, outcome);
    } catch (error) {
      abandon(error);
    }
  };

  const awaitOutcome = async (position: number, outcome: Promise<boolean>): Promise<void> => {
    running++;
    try {
      end(position, await outcome);
    } catch (error) {
      abandon(error);
    }
    running--;
    startAll();
  };

  const end = (position: number, isFinished: boolean): void => {
    if (isFinished) finish(position);
    else failAt(position);
  };

  const abandon = (error: unknown): void => {
    crash ??= { error };
    failAt(-1);
  };

  const failAt = (position: number): void => {
    lowestFailed = Math.min(lowestFailed, position);
  };

  const finish = (position: number): void => {
    finished[position] = true;
    const next = lanes.next[position];
    if (next !== undefined) ready.push(next);
  };

  const batch: RunningBatch = { fail: failAt, isCalledOff };
  startAll();
  return {
    settled,
    lowestUnfinished: () => {
      const position = finished.indexOf(false);
      return position === -1 ? undefined : position;
    },
    finishedCount: () => finished.filter(Boolean).length,
    runningCount: () => running,
  };
}
