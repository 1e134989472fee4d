import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../src/table/index.js';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private timers: Timer[] = [];

  constructor(private time = Date.parse('2026-03-01T12:00:00.000Z')) {}

  now(): number {
    return this.time;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.time + ms, task };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Moves the time and runs what became due once, at the new time. */
  advance(ms: number): void {
    this.time += ms;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { task } of due) task();
  }

  /** Moves the time and waits until what that set off is done: a service sets its next timer then. */
  async pass(ms: number): Promise<void> {
    await this.aTimerIsSet();
    this.advance(ms);
    await this.aTimerIsSet();
  }

  private async aTimerIsSet(): Promise<void> {
    while (this.timers.length === 0) await sleep(1);
  }
}
