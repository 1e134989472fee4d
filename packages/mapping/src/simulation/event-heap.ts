export interface HeapEvent {
  readonly time: number;
  /** Breaks ties: what was scheduled first happens first. */
  readonly order: number;
  wake: (() => void) | undefined;
}

/** Events by time: a binary heap. */
export class EventHeap {
  readonly #events: HeapEvent[] = [];

  get next(): HeapEvent | undefined {
    return this.#events[0];
  }

  get size(): number {
    return this.#events.length;
  }

  push(event: HeapEvent): void {
    const events = this.#events;
    let index = events.length;
    events.push(event);
    while (index > 0) {
      const up = (index - 1) >> 1;
      const parent = events[up];
      if (parent === undefined || !isBefore(event, parent)) break;
      events[index] = parent;
      index = up;
    }
    events[index] = event;
  }

  pop(): HeapEvent | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (last !== undefined && events.length > 0) this.#sink(last);
    return first;
  }

  #sink(event: HeapEvent): void {
    const events = this.#events;
    let index = 0;
    for (;;) {
      const left = events[2 * index + 1];
      if (left === undefined) break;
      const right = events[2 * index + 2];
      const rightFirst = right !== undefined && isBefore(right, left);
      const child = rightFirst ? right : left;
      if (!isBefore(child, event)) break;
      events[index] = child;
      index = 2 * index + (rightFirst ? 2 : 1);
    }
    events[index] = event;
  }
}

function isBefore(a: HeapEvent, b: HeapEvent): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
