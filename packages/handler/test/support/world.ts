import { setImmediate as turn } from 'node:timers/promises';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as v from 'valibot';
import {
  createConsumer,
  PermanentError,
  type StreamHandler,
  streamEvent,
} from '../../src/index.js';
import { recordingObservers } from './silent.js';

/** What one record will do to its reaction. */
export interface Fate {
  readonly item: number;
  /** Turns of the event loop that the reaction takes; undefined: it promises nothing at all. */
  readonly turns: number | undefined;
  /** Turns that an asynchronous schema takes for it. */
  readonly checks: number;
  /** `fails` times a failure that may pass, before its `end`. */
  readonly fails: number;
  readonly end: 'handled' | 'permanent' | 'misfit' | 'never';
  /** How often parking it fails first. */
  readonly parkingFails: number;
}

export interface Plan {
  readonly fates: readonly Fate[];
  readonly concurrency: number;
  readonly validation: 'eager' | 'lazy' | 'asynchronous';
  /** For each delivery: after how many starts the function's time is up; undefined: never. */
  readonly deadlines: readonly (number | undefined)[];
}

export interface Trace {
  readonly type: 'started' | 'handled' | 'parked' | 'failed';
  readonly position: number;
  /** The turn of the event loop in which it happened. */
  readonly turn: number;
}

/** One invocation: what was delivered, what happened in which order, what was answered. */
export interface Delivery {
  readonly from: number;
  readonly traces: readonly Trace[];
  /** The position named by the answer; undefined: all is done. */
  readonly answer: number | undefined;
}

const first = 99_999_999_999_999_999_990n;
const schema = v.object({ id: v.string(), position: v.number() });

// Every record fails at most three times before it ends, and four deliveries may be cut short.
const patience = 8;

/** Plays Lambda: delivers the batch, and what the answer gives back, until nothing is or nothing moves. */
export async function deliverAll(plan: Plan): Promise<readonly Delivery[]> {
  const world = new World(plan);
  const deliveries: Delivery[] = [];
  let from: number | undefined = 0;
  let stuckFor = 0;
  while (from !== undefined && stuckFor < patience) {
    const delivery: Delivery = await world.deliver(from, plan.deadlines[deliveries.length]);
    deliveries.push(delivery);
    stuckFor = delivery.answer === from ? stuckFor + 1 : 0;
    from = delivery.answer;
  }
  return deliveries;
}

class World {
  readonly #plan: Plan;
  readonly #event: DynamoDBStreamEvent;
  readonly #handler: StreamHandler;
  readonly #tries = new Map<number, number>();
  readonly #parkings = new Map<number, number>();
  #traces: Trace[] = [];
  #startsLeft: number | undefined;
  #turn = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    // Numbers that grow from 20 to 21 digits: as text they would sort the wrong way round.
    const event = streamEvent({ keys: ['id'], firstSequenceNumber: first });
    for (const [position, fate] of plan.fates.entries()) {
      const written = fate.end === 'misfit' ? String(position) : position;
      event.insert({ id: `item-${fate.item}`, position: written });
    }
    this.#event = event;
    const isAsynchronous = plan.validation === 'asynchronous';
    this.#handler = createConsumer({
      schema: isAsynchronous ? this.#slowSchema() : schema,
      ...(plan.validation === 'lazy' ? { validation: 'lazy' } : {}),
      concurrency: plan.concurrency,
      deadlineMargin: 1,
      onInsert: ({ newImage }) => this.#react(newImage.position),
      park: ({ record }) => this.#park(positionOf(record.dynamodb?.SequenceNumber)),
      ...recordingObservers().observers,
    });
  }

  async deliver(from: number, startsLeft: number | undefined): Promise<Delivery> {
    this.#traces = [];
    this.#startsLeft = startsLeft;
    const event = { Records: this.#event.Records.slice(from) };
    const stopCounting = this.#countTurns();
    const answer = await this.#handler(event, this.#context());
    stopCounting();
    return {
      from,
      traces: this.#traces,
      answer: this.#positionIn(answer),
    };
  }

  #countTurns(): () => void {
    let next: NodeJS.Immediate;
    const count = () => {
      this.#turn++;
      next = setImmediate(count);
    };
    next = setImmediate(count);
    return () => clearImmediate(next);
  }

  #slowSchema() {
    return v.pipeAsync(
      schema,
      v.checkAsync(async ({ position }) => {
        for (let i = 0; i < this.#fateOf(position).checks; i++) await turn();
        return true;
      }),
    );
  }

  #react(position: number): Promise<void> | undefined {
    const { turns } = this.#fateOf(position);
    this.#note('started', position);
    if (this.#startsLeft !== undefined) this.#startsLeft--;
    if (turns !== undefined) return this.#endLater(position, turns);
    this.#end(position);
    return undefined;
  }

  async #endLater(position: number, turns: number): Promise<void> {
    for (let i = 0; i < turns; i++) await turn();
    this.#end(position);
  }

  #end(position: number): void {
    const fate = this.#fateOf(position);
    const tries = (this.#tries.get(position) ?? 0) + 1;
    this.#tries.set(position, tries);
    if (tries <= fate.fails || fate.end === 'never') {
      this.#note('failed', position);
      throw new Error('may pass');
    }
    if (fate.end === 'permanent') throw new PermanentError('cannot pass');
    this.#note('handled', position);
  }

  async #park(position: number): Promise<void> {
    await turn();
    const parkings = (this.#parkings.get(position) ?? 0) + 1;
    this.#parkings.set(position, parkings);
    if (parkings <= this.#fateOf(position).parkingFails) {
      this.#note('failed', position);
      throw new Error('no room');
    }
    this.#note('parked', position);
  }

  #note(type: Trace['type'], position: number): void {
    this.#traces.push({ type, position, turn: this.#turn });
  }

  #fateOf(position: number): Fate {
    const fate = this.#plan.fates[position];
    if (fate === undefined) throw new Error(`no record at ${position}`);
    return fate;
  }

  #positionIn({ batchItemFailures }: DynamoDBBatchResponse): number | undefined {
    if (batchItemFailures.length > 1) throw new Error('one failure is enough');
    const [failure] = batchItemFailures;
    return failure === undefined ? undefined : positionOf(failure.itemIdentifier);
  }

  // Time is up when the plan's number of starts is: a clock that needs no waiting.
  #context(): Context {
    const getRemainingTimeInMillis = () => (this.#startsLeft === 0 ? 0 : 2 ** 40);
    return { functionName: 'world', getRemainingTimeInMillis } as Context;
  }
}

function positionOf(sequenceNumber: string | undefined): number {
  return Number(BigInt(sequenceNumber ?? '') - first);
}
