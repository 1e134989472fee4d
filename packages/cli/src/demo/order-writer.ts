import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Order, OrderStatus } from '@millrace/shared';
import type { AcknowledgedWrite } from './audit-road.js';
import type { ScenarioStep } from './scenario.js';

const STATUS_AFTER: Readonly<Record<Exclude<ScenarioStep, 'edit' | 'delete'>, OrderStatus>> = {
  place: 'PLACED',
  pay: 'PAID',
  ship: 'SHIPPED',
  deliver: 'DELIVERED',
  cancel: 'CANCELLED',
};

const SKUS = ['millstone', 'water-wheel', 'flour-sack', 'sluice-gate'] as const;

function placeOrder(orderId: string, at: string): Order {
  const number = [...orderId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const unitPrice = 1_000 + (number % 90) * 10;
  return {
    orderId,
    customerId: `customer-${(number % 7) + 1}`,
    status: 'PLACED',
    items: [{ sku: SKUS[number % SKUS.length] ?? SKUS[0], quantity: 1, unitPrice }],
    total: unitPrice,
    currency: 'EUR',
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** A customer who wants more of the same. */
function editOrder(order: Order): Pick<Order, 'items' | 'total'> {
  const items = order.items.map((item) => ({ ...item, quantity: item.quantity + 1 }));
  return { items, total: items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0) };
}

function nextOrder(
  order: Order,
  step: Exclude<ScenarioStep, 'place' | 'delete'>,
  at: string,
): Order {
  const change = step === 'edit' ? editOrder(order) : { status: STATUS_AFTER[step] };
  return { ...order, ...change, updatedAt: at, version: order.version + 1 };
}

/** Writes one order's life into the table, a step at a time, as an application would. */
export class OrderWriter {
  #order: Order | undefined;

  constructor(
    private readonly table: DynamoDBDocumentClient,
    private readonly tableName: string,
    private readonly orderId: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns the write as DynamoDB acknowledged it */
  async perform(step: ScenarioStep): Promise<AcknowledgedWrite> {
    if (step === 'delete') return this.#delete();
    const at = new Date(this.now()).toISOString();
    const before = this.#order;
    const order =
      step === 'place' || before === undefined
        ? placeOrder(this.orderId, at)
        : nextOrder(before, step, at);
    await this.table.send(new PutCommand({ TableName: this.tableName, Item: order }));
    this.#order = order;
    return this.#acknowledge(before === undefined ? 'INSERT' : 'MODIFY', order.version);
  }

  async #delete(): Promise<AcknowledgedWrite> {
    const version = this.#order?.version ?? 0;
    await this.table.send(
      new DeleteCommand({ TableName: this.tableName, Key: { orderId: this.orderId } }),
    );
    this.#order = undefined;
    return this.#acknowledge('REMOVE', version);
  }

  #acknowledge(eventName: AcknowledgedWrite['eventName'], version: number): AcknowledgedWrite {
    return { orderId: this.orderId, eventName, version, acknowledgedAt: this.now() };
  }
}
