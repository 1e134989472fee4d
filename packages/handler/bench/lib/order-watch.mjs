/** Watches I/O of a record for whether an earlier one of the same item is still on its way. */
export class OrderWatch {
  violations = 0;
  #running = new Map();

  async during(item, work) {
    const running = this.#running.get(item) ?? 0;
    if (running > 0) this.violations++;
    this.#running.set(item, running + 1);
    await work();
    this.#running.set(item, this.#running.get(item) - 1);
  }
}
