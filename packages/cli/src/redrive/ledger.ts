import type { StreamRecord } from '@millrace/mapping';
import type { Letter } from './letter.js';

interface Account {
  readonly letter: Letter;
  /** Records of this letter that have not been run yet. */
  open: number;
  failure: string | undefined;
  /** Some of its records are not run in this redrive: it has to stay. */
  kept: boolean;
}

/** Keeps count of which letters are settled: only those whose every record was run are removed. */
export class Ledger {
  readonly #accounts = new Map<string, Account>();
  readonly #byRecord = new Map<string, Account[]>();
  #done = 0;
  #givenUp = 0;

  /** @param kept true when the letter must stay whatever comes of these records */
  expect(letter: Letter, records: readonly StreamRecord[], kept: boolean): void {
    const account: Account = { letter, open: records.length, failure: undefined, kept };
    this.#accounts.set(letter.id, account);
    for (const record of records) {
      const key = keyOf(record);
      const others = this.#byRecord.get(key);
      if (others === undefined) this.#byRecord.set(key, [account]);
      else others.push(account);
    }
  }

  /** Different records that are to be run. */
  get records(): number {
    return this.#byRecord.size;
  }

  /** Records that were run. */
  get done(): number {
    return this.#done;
  }

  /** Records that failed again. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /** Letters with a record that failed again, and why. */
  get failures(): readonly { readonly letter: Letter; readonly reason: string }[] {
    return [...this.#accounts.values()].flatMap(({ letter, failure }) =>
      failure === undefined ? [] : [{ letter, reason: failure }],
    );
  }

  /** @returns the letters that are settled by this: every record of theirs has been run. */
  settle(records: readonly StreamRecord[]): readonly Letter[] {
    const settled: Letter[] = [];
    for (const record of records) {
      const accounts = this.#byRecord.get(keyOf(record)) ?? [];
      this.#done += 1;
      for (const account of accounts) {
        account.open -= 1;
        if (account.open === 0 && !account.kept && account.failure === undefined) {
          settled.push(account.letter);
        }
      }
    }
    return settled;
  }

  giveUp(records: readonly StreamRecord[], reason: string): void {
    for (const record of records) {
      this.#givenUp += 1;
      for (const account of this.#byRecord.get(keyOf(record)) ?? []) account.failure = reason;
    }
  }
}

function keyOf({ eventSourceARN, eventID, dynamodb }: StreamRecord): string {
  return `${eventSourceARN} ${dynamodb.SequenceNumber} ${eventID}`;
}
