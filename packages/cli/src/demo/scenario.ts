import { seededRandom } from './seeded-random.js';

/** What one write of the scenario does to its order. The payload is made when it is written. */
export type ScenarioStep = 'place' | 'edit' | 'pay' | 'ship' | 'deliver' | 'cancel' | 'delete';

/** One order's life: its writes, in the order in which they must be made. */
export interface OrderLife {
  readonly orderId: string;
  readonly steps: readonly ScenarioStep[];
  /**
   * What goes wrong on its way: nothing, a record that no attempt can handle, or one whose first two
   * attempts fail.
   */
  readonly trouble: 'none' | 'poison' | 'flaky';
}

/** A fixed set of lives: the same seed gives the same writes on every machine. */
export interface Scenario {
  /** Written first, many orders side by side. */
  readonly flow: readonly OrderLife[];
  /** Written last, each followed by changes that must not be lost behind it. */
  readonly troubled: readonly OrderLife[];
}

const ORDERS_IN_FLOW = 48;
const LAST_STEPS: readonly (readonly ScenarioStep[])[] = [
  ['ship', 'deliver'],
  ['ship', 'deliver', 'delete'],
  ['cancel'],
  ['cancel', 'delete'],
];

/**
 * The stack's filter keeps edits of an order that is only placed out, and lets those of a paid one
 * through: both kinds are in every life.
 */
function planLife(index: number, random: () => number): OrderLife {
  const edits = (): ScenarioStep[] => Array(4 + Math.floor(random() * 2)).fill('edit');
  const last = LAST_STEPS[Math.floor(random() * LAST_STEPS.length)] ?? [];
  return {
    orderId: `order-${String(index + 1).padStart(4, '0')}`,
    steps: ['place', ...edits(), 'pay', ...edits(), ...last],
    trouble: 'none',
  };
}

/** Plans at least 500 writes over 50 orders: inserts, updates, cancellations, deletions, and two troubles. */
export function planScenario(seed: number): Scenario {
  const random = seededRandom(seed);
  return {
    flow: Array.from({ length: ORDERS_IN_FLOW }, (_, index) => planLife(index, random)),
    troubled: [
      { orderId: 'order-poison', steps: ['place', 'pay', 'cancel', 'delete'], trouble: 'poison' },
      { orderId: 'order-flaky', steps: ['place', 'pay', 'ship', 'deliver'], trouble: 'flaky' },
    ],
  };
}
