/** A binary heap of positions in a batch: gives the lowest first. */
export class PositionHeap {
  readonly #positions: number[] = [];

  get lowest(): number | undefined {
    return this.#positions[0];
  }

  push(position: number): void {
    const heap = this.#positions;
    let hole = heap.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = at(heap, parent);
      if (above <= position) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = position;
  }

  pop(): number | undefined {
    const heap = this.#positions;
    const lowest = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return lowest;
  }

  #sink(position: number): void {
    const heap = this.#positions;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && at(heap, child + 1) < at(heap, child)) child++;
      if (at(heap, child) >= position) break;
      heap[hole] = at(heap, child);
      hole = child;
    }
    heap[hole] = position;
  }
}

function at(heap: readonly number[], index: number): number {
  return heap[index] ?? Number.POSITIVE_INFINITY;
}
