import type { OrderLife } from './scenario.js';

/** The first writes of a day, and all that comes after them. */
export interface Opening {
  readonly first: readonly OrderLife[];
  readonly rest: readonly OrderLife[];
}

/**
 * Takes the first step of the first few lives apart. A function that nobody has called yet starts cold,
 * once for each shard; a shop's first customers wake it, and the rush comes later.
 */
export function openWithFirstOrders(lives: readonly OrderLife[], orders: number): Opening {
  return {
    first: lives.slice(0, orders).map((life) => ({ ...life, steps: life.steps.slice(0, 1) })),
    rest: lives.map((life, index) =>
      index < orders ? { ...life, steps: life.steps.slice(1) } : life,
    ),
  };
}
