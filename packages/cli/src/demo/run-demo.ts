import { openRoad, type Road } from '../road/open-road.js';
import { type AcknowledgedWrite, auditRoad } from './audit-road.js';
import type { DemoReport } from './demo-report.js';
import { openWithFirstOrders } from './first-orders.js';
import { OrderWriter } from './order-writer.js';
import { percentile } from './percentile.js';
import { readFailures } from './read-failures.js';
import { readWholeStream } from './read-whole-stream.js';
import { RoadWitness } from './road-witness.js';
import { type OrderLife, planScenario } from './scenario.js';
import { toStreamedChanges } from './streamed-change.js';
import { untilSettled } from './until-settled.js';
import { writeScenario } from './write-scenario.js';

export interface DemoOptions {
  readonly stackFile: string;
  readonly port?: number;
  readonly seed: number;
  readonly tell: (progress: string) => void;
}

const FLAKY_ATTEMPTS_THAT_FAIL = 2;
const POISON_VERSION = 2;
const FIRST_ORDERS = 12;
const SIDE_BY_SIDE = 3;
const PAUSE_BETWEEN_WRITES_MS = 40;
const PATIENCE_MS = 30_000;
const LONGEST_WAIT_MS = 120_000;

/** Milliseconds since the epoch, finer than a whole millisecond. */
const preciseNow = () => performance.timeOrigin + performance.now();

const carries = (event: unknown, orderId: string, version?: number): boolean => {
  const { Records = [] } = event as { Records?: readonly { dynamodb?: RecordImages }[] };
  return Records.some(
    ({ dynamodb }) =>
      dynamodb?.Keys?.orderId?.S === orderId &&
      (version === undefined || dynamodb.NewImage?.version?.N === String(version)),
  );
};

interface RecordImages {
  readonly Keys?: { readonly orderId?: { readonly S?: string } };
  readonly NewImage?: { readonly version?: { readonly N?: string } };
}

/** Makes the function fail for the scenario's troubled orders, and for nothing else. */
function injectTroubles({ cloud, functionName }: Road, lives: readonly OrderLife[]): void {
  for (const { orderId, trouble } of lives) {
    if (trouble === 'poison') {
      cloud.injectFault(functionName, {
        kind: 'error',
        match: (event) => carries(event, orderId, POISON_VERSION),
      });
    } else if (trouble === 'flaky') {
      cloud.injectFault(functionName, {
        kind: 'error',
        match: (event) => carries(event, orderId),
        times: FLAKY_ATTEMPTS_THAT_FAIL,
      });
    }
  }
}

async function runScenario(road: Road, witness: RoadWitness, options: DemoOptions) {
  const { flow, troubled } = planScenario(options.seed);
  const total = [...flow, ...troubled].flatMap(({ steps }) => steps).length;
  const written: AcknowledgedWrite[] = [];
  const onWrite = (write: AcknowledgedWrite) => {
    written.push(write);
    options.tell(`Writing: ${written.length} of ${total}`);
  };
  const writers = new Map<string, OrderWriter>();
  const openWriter = ({ orderId }: OrderLife) => {
    const writer =
      writers.get(orderId) ?? new OrderWriter(road.documents, road.tableName, orderId, preciseNow);
    writers.set(orderId, writer);
    return writer;
  };
  const write = (lives: readonly OrderLife[]) =>
    writeScenario(lives, openWriter, {
      sideBySide: SIDE_BY_SIDE,
      pause: PAUSE_BETWEEN_WRITES_MS,
      onWrite,
    });
  const settle = () =>
    untilSettled({
      isDone: () => witness.filtered + witness.ended >= written.length,
      progress: () => witness.filtered + witness.ended,
      patience: PATIENCE_MS,
      longest: LONGEST_WAIT_MS,
    });

  const { first, rest } = openWithFirstOrders(flow, FIRST_ORDERS);
  await write(first);
  await settle();
  await write(rest);
  injectTroubles(road, troubled);
  await write(troubled);
  options.tell('Waiting for the retries to end');
  await settle();
  return written;
}

/**
 * Brings the road up, runs the fixed scenario down it, and holds both ends against each other.
 *
 * @throws what {@link openRoad} throws; nothing is left running in any case
 */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  options.tell('Bringing the road up');
  const witness = new RoadWitness(preciseNow);
  const road = await openRoad({
    stackFile: options.stackFile,
    ...(options.port === undefined ? {} : { port: options.port }),
    onEvent: (event) => witness.hear(event),
  });
  try {
    const written = await runScenario(road, witness, options);
    const streamed = toStreamedChanges(
      await readWholeStream(road.streams, road.streamArn),
      road.patterns,
    );
    const setAside = await readFailures(road.queues, road.failureQueueUrl);
    const { handled, arrivals } = witness;
    const audit = auditRoad({ written, streamed, handled, arrivals, setAside });
    const { latencies, ...counted } = audit;
    return {
      ...counted,
      delivered: witness.delivered,
      retries: witness.retries,
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
    };
  } finally {
    await road.close();
  }
}
