import type { Clock, FailureDestination, FailureRecord } from '../seams.js';
import type { Faults } from './faults.js';
import type { Ledger } from './ledger.js';
import type { Random } from './random.js';

/** A queue for failure records that refuses some, and loses the answer to others that it took. */
export class SimulatedDestination implements FailureDestination {
  readonly arn = 'arn:aws:sqs:eu-central-1:000000000000:failed';
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #ledger: Ledger;

  constructor(parts: {
    readonly clock: Clock;
    readonly random: Random;
    readonly faults: Faults;
    readonly ledger: Ledger;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#ledger = parts.ledger;
  }

  async send({ document }: FailureRecord): Promise<void> {
    await this.#travel();
    if (this.#faults.strikes('destination-refused')) throw new Error('simulated: refused');
    this.#ledger.named(document);
    await this.#travel();
    if (this.#faults.strikes('destination-answer-lost')) throw new Error('simulated: answer lost');
  }

  #travel(): Promise<void> {
    return new Promise((resolve) => this.#clock.after(this.#random.between(1, 20), resolve));
  }
}
