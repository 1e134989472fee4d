import { backoffDelay } from './backoff.js';
import { Bell } from './bell.js';
import { type Discarded, failureDocument } from './failure-record.js';
import type { RunContext } from './run-context.js';
import type { FailureRecord } from './seams.js';

/** Gives batches up, and names them in a failure record when there is a destination. */
export class Discarder {
  readonly #run: RunContext;
  readonly #where: { readonly shardId: string; readonly lane: number };
  readonly #pause: Bell;

  constructor(run: RunContext, shardId: string, lane: number) {
    this.#run = run;
    this.#where = { shardId, lane };
    this.#pause = new Bell(run.clock);
  }

  /**
   * Resolves to true when the batch is named where it has to be, to false when the run ended first:
   * then it is not given up. A destination that refuses is asked again, so that no record goes
   * without a trace.
   *
   * @param payload the event that the batch was, or would have been, sent as
   */
  async discard(discarded: Discarded, payload: string): Promise<boolean> {
    const { uuid, source, functionArn, clock, chance, observe } = this.#run;
    const document = failureDocument(discarded, {
      shardId: this.#where.shardId,
      streamArn: source.streamArn,
      functionArn,
      now: clock.now(),
      newRequestId: () => chance.uuid(),
    });
    const records = discarded.records.map(({ record }) => record);
    const failure = { mappingUuid: uuid, document, payload };
    const destination = this.#run.destination;
    if (destination !== undefined) {
      if (!(await this.#send(failure))) return false;
      const destinationArn = destination.arn;
      observe({
        type: 'failure-record-sent',
        ...this.#where,
        records,
        destinationArn,
        document,
      });
    }
    const { condition } = discarded;
    observe({ type: 'discarded', ...this.#where, records, condition, document });
    return true;
  }

  /** Ends a pause at once. */
  wake(): void {
    this.#pause.ring();
  }

  async #send(failure: FailureRecord): Promise<boolean> {
    const { destination, halt, chance, backoff, observe } = this.#run;
    if (destination === undefined) return true;
    for (let failures = 1; ; failures += 1) {
      try {
        await destination.send(failure, halt.invoking);
        return !halt.invoking.aborted;
      } catch (error) {
        if (halt.reading.aborted) return false;
        const delay = backoffDelay(backoff, failures, chance.next());
        const destinationArn = destination.arn;
        observe({ type: 'failure-record-refused', ...this.#where, destinationArn, error, delay });
        await this.#pause.wait(delay);
        if (halt.reading.aborted) return false;
      }
    }
  }
}
