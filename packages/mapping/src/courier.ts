import { backoffDelay } from './backoff.js';
import { Bell } from './bell.js';
import type { BufferedRecord } from './buffered-record.js';
import type { Outcome } from './delivery.js';
import { Discarder } from './discarder.js';
import type { Envelope } from './envelope.js';
import { fitPiece } from './fit-piece.js';
import type { Piece } from './piece.js';
import { spanOf } from './record-span.js';
import type { RunContext } from './run-context.js';
import type { DiscardCondition, InvokeResult } from './seams.js';
import type { StreamRecord } from './stream-record.js';

interface Call {
  readonly piece: Piece;
  readonly result: InvokeResult;
  readonly duration: number;
}

/**
 * Brings one batch after the other to the function and stays with it until every record is done or
 * given up.
 */
export class Courier {
  readonly #run: RunContext;
  readonly #where: { readonly shardId: string; readonly lane: number };
  readonly #onDone: (records: readonly BufferedRecord[]) => void;
  readonly #pause: Bell;
  readonly #discarder: Discarder;
  /** Failures in a row, of any kind: they set the wait. */
  #failures = 0;
  #lastAnswer: InvokeResult | undefined;

  constructor(
    run: RunContext,
    shardId: string,
    lane: number,
    onDone: (records: readonly BufferedRecord[]) => void,
  ) {
    this.#run = run;
    this.#where = { shardId, lane };
    this.#onDone = onDone;
    this.#pause = new Bell(run.clock);
    this.#discarder = new Discarder(run, shardId, lane);
  }

  /**
   * Resolves to true when the batch is off the lane's hands, to false when the run ended first.
   *
   * @param between called when a part of the batch is done and another follows. False ends the delivery.
   */
  async deliver(
    records: readonly BufferedRecord[],
    envelope: Envelope,
    between: () => Promise<boolean> | boolean = () => true,
  ): Promise<boolean> {
    const { halt } = this.#run;
    this.#lastAnswer = undefined;
    const pieces: Piece[] = [{ records, calls: 0 }];
    for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
      if (halt.reading.aborted) return false;
      const expired = this.#expired(piece, envelope);
      if (expired !== undefined) {
        const given = await this.#giveUp(expired, piece.calls, 'RecordAgeExceeded', envelope);
        if (!given) return false;
        const rest = piece.records.slice(expired.length);
        if (rest.length > 0) pieces.push({ records: rest, calls: 0 });
        continue;
      }
      const [fitting, ...later] = fitPiece(piece, envelope);
      pieces.push(...later);
      const call = await this.#invoke(fitting, envelope);
      if (halt.invoking.aborted) return false;
      if (!(await this.#follow(this.#settle(call), call, pieces, envelope))) return false;
      if (pieces.length > 0 && !(await between())) return false;
    }
    return true;
  }

  /** Ends a pause at once. */
  wake(): void {
    this.#pause.ring();
    this.#discarder.wake();
  }

  /** The part of a piece that is too old to be sent. */
  #expired(piece: Piece, envelope: Envelope): readonly BufferedRecord[] | undefined {
    const { rules, settings, clock } = this.#run;
    const ages = piece.records.length > 0 ? piece.records : envelope.ages;
    const count = rules.expiredPrefix(ages, settings, clock.now());
    return count > 0 ? piece.records.slice(0, count) : undefined;
  }

  async #invoke(piece: Piece, envelope: Envelope): Promise<Call> {
    const { clock, invoker, halt, observe } = this.#run;
    const payload = envelope.text(piece.records);
    observe({
      type: 'delivered',
      ...this.#where,
      records: raw(piece.records),
      attempt: piece.calls + 1,
      payloadBytes: envelope.bytes(piece.records),
    });
    const begun = clock.monotonic();
    const result = await invoker.invoke(payload, { signal: halt.invoking });
    return { piece, result, duration: clock.monotonic() - begun };
  }

  #settle({ piece, result }: Call): Outcome {
    const { rules, settings } = this.#run;
    return rules.settle(piece, result, settings, rules.compareSequenceNumbers);
  }

  /** Carries out what an invocation means. False when the run ended meanwhile. */
  async #follow(
    outcome: Outcome,
    call: Call,
    pieces: Piece[],
    envelope: Envelope,
  ): Promise<boolean> {
    const { piece, result } = call;
    if (outcome.kind === 'refused') {
      pieces.push(piece);
      await this.#waitOut(call);
      return true;
    }
    this.#lastAnswer = result;
    if (outcome.kind === 'done') {
      this.#tellSuccess(call);
      this.#finish(piece.records, result, envelope);
      return true;
    }
    this.#tellFailure(call, outcome.kind === 'advanced' ? outcome.done : 0, outcome.reason);
    switch (outcome.kind) {
      case 'advanced':
        this.#finish(piece.records.slice(0, outcome.done), result, envelope);
        pieces.push(outcome.rest);
        await this.#retryLater(outcome.rest);
        return true;
      case 'retry':
        pieces.push(outcome.piece);
        await this.#retryLater(outcome.piece);
        return true;
      case 'split':
        this.#tellSplit(outcome.first, outcome.second);
        pieces.push(outcome.second, outcome.first);
        await this.#retryLater(outcome.first);
        return true;
      case 'exhausted':
        return this.#giveUp(piece.records, outcome.calls, 'RetryAttemptsExhausted', envelope);
    }
  }

  #finish(records: readonly BufferedRecord[], result: InvokeResult, envelope: Envelope): void {
    this.#failures = 0;
    if (result.kind === 'success') envelope.accept(records, result.payload);
    this.#onDone(records);
  }

  async #giveUp(
    records: readonly BufferedRecord[],
    calls: number,
    condition: DiscardCondition,
    envelope: Envelope,
  ): Promise<boolean> {
    const span = spanOf(records) ?? envelope.span;
    // Without a span this is the last call of a window of which no record is done: nothing is lost.
    if (span !== undefined) {
      const discarded = { records, span, condition, calls, result: this.#lastAnswer };
      if (!(await this.#discarder.discard(discarded, envelope.text(records)))) return false;
    }
    this.#failures = 0;
    this.#onDone(records);
    return true;
  }

  async #waitOut({ piece, result }: Call): Promise<void> {
    const delay = this.#nextDelay();
    const records = raw(piece.records);
    this.#run.observe({ type: 'throttled', ...this.#where, records, result, delay });
    await this.#rest(delay);
  }

  async #retryLater(piece: Piece): Promise<void> {
    const delay = this.#nextDelay();
    const records = raw(piece.records);
    const attempt = piece.calls + 1;
    this.#run.observe({ type: 'retried', ...this.#where, records, attempt, delay });
    await this.#rest(delay);
  }

  #nextDelay(): number {
    this.#failures += 1;
    return backoffDelay(this.#run.backoff, this.#failures, this.#run.chance.next());
  }

  async #rest(delay: number): Promise<void> {
    if (!this.#run.halt.reading.aborted) await this.#pause.wait(delay);
  }

  #tellSuccess({ piece, result, duration }: Call): void {
    this.#run.observe({
      type: 'invocation-succeeded',
      ...this.#where,
      records: raw(piece.records),
      attempt: piece.calls + 1,
      duration,
      result,
    });
  }

  #tellFailure({ piece, result, duration }: Call, done: number, reason: string): void {
    this.#run.observe({
      type: 'invocation-failed',
      ...this.#where,
      records: raw(piece.records),
      attempt: piece.calls + 1,
      duration,
      result,
      done,
      reason,
    });
  }

  #tellSplit(first: Piece, second: Piece): void {
    this.#run.observe({
      type: 'bisected',
      ...this.#where,
      first: raw(first.records),
      second: raw(second.records),
    });
  }
}

function raw(records: readonly BufferedRecord[]): readonly StreamRecord[] {
  return records.map(({ record }) => record);
}
