import { setTimeout as sleep } from 'node:timers/promises';
import { OrderWriter } from '../demo/order-writer.js';
import type { ScenarioStep } from '../demo/scenario.js';
import { seededRandom } from '../demo/seeded-random.js';
import type { Road } from '../road/open-road.js';

const ORDERS_AT_ONCE = 5;

const LIVES: readonly (readonly ScenarioStep[])[] = [
  ['place', 'edit', 'pay', 'ship', 'deliver', 'delete'],
  ['place', 'pay', 'ship', 'deliver'],
  ['place', 'edit', 'edit', 'cancel', 'delete'],
  ['place', 'pay', 'cancel'],
];

interface OpenOrder {
  readonly writer: OrderWriter;
  readonly steps: ScenarioStep[];
}

/** Writes orders for as long as it may: a few at once, each through its life, evenly over time. */
export async function writeGentleFlow(
  road: Pick<Road, 'documents' | 'tableName'>,
  writesPerSecond: number,
  signal: AbortSignal,
): Promise<void> {
  if (writesPerSecond === 0) return;
  const random = seededRandom(Date.now());
  const choose = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  let number = 0;
  const open = new Set<OpenOrder>();
  const openOrder = () => {
    number += 1;
    const orderId = `order-${Date.now().toString(36).slice(-4)}-${number}`;
    open.add({
      writer: new OrderWriter(road.documents, road.tableName, orderId),
      steps: [...(choose(LIVES) ?? [])],
    });
  };
  while (!signal.aborted) {
    if (open.size < ORDERS_AT_ONCE) openOrder();
    const order = choose([...open]);
    const step = order?.steps.shift();
    if (order !== undefined && step !== undefined) await order.writer.perform(step);
    if (order?.steps.length === 0) open.delete(order);
    await sleep(1_000 / writesPerSecond, undefined, { signal }).catch(() => undefined);
  }
}
