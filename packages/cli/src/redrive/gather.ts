import type { StreamRecord } from '@millrace/mapping';
import { streamRetentionMs } from '@millrace/shared';
import type { Clients } from '../aws/clients.js';
import { readObject } from './bucket-inbox.js';
import { type Failure, readFailure } from './failure.js';
import type { Letter } from './letter.js';
import { type Pointer, type Recovery, recover } from './recover.js';

/** The records of one letter, as far as they are still there. */
export interface GatheredLetter {
  readonly letter: Letter;
  readonly functionArn: string | undefined;
  readonly streamArn: string;
  readonly shardId: string | undefined;
  readonly records: readonly StreamRecord[];
  /** Some of the records have left the stream. */
  readonly expired: boolean;
  /** What the failure record says how many there were; undefined where the letter has them all. */
  readonly batchSize: number | undefined;
  /** When the stream forgets the first, in milliseconds since 1970; infinity for records that are kept. */
  readonly forgottenAt: number;
}

export interface Gathered {
  readonly letters: readonly GatheredLetter[];
  readonly unreadable: readonly { readonly letter: Letter; readonly reason: string }[];
}

/** Gets the whole records of all letters: out of the stream, a bucket, or the letter itself. */
export async function gather(
  clients: Clients,
  letters: readonly Letter[],
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<Gathered> {
  const failures = await Promise.all(letters.map((letter) => openLetter(letter, clients)));
  const pointers = failures.filter((failure) => failure.kind === 'pointer');
  let count = 0;
  const recoveries =
    pointers.length === 0
      ? []
      : await recover(await clients.streams(), pointers, signal, () => {
          count += 1;
          onProgress(count);
        });
  const unfinished = recoveries.filter(({ state }) => state === 'unfinished');
  return {
    letters: [...recoveries.flatMap(fetchedOf), ...failures.flatMap(wholeOf)].sort(
      (a, b) => a.forgottenAt - b.forgottenAt,
    ),
    unreadable: [
      ...failures.filter((failure) => failure.kind === 'unreadable'),
      ...unfinished.map(({ pointer }) => ({ letter: pointer.letter, reason: silenceOf(pointer) })),
    ],
  };
}

function fetchedOf({ pointer, records, state }: Recovery): readonly GatheredLetter[] {
  if (state === 'unfinished') return [];
  const { letter, functionArn, streamArn, shardId, batchSize, firstAt } = pointer;
  const forgottenAt = firstAt + streamRetentionMs;
  const expired = state === 'expired';
  return [{ letter, functionArn, streamArn, shardId, records, expired, batchSize, forgottenAt }];
}

function silenceOf({ shardId, start, end }: Pointer): string {
  return `the shard ${shardId} gave no more records, and not all from ${start} to ${end}. Run this again.`;
}

function wholeOf(failure: Failure): readonly GatheredLetter[] {
  if (failure.kind !== 'whole') return [];
  const { letter, functionArn, streamArn, shardId, records } = failure;
  const kept = { expired: false, batchSize: undefined, forgottenAt: Number.POSITIVE_INFINITY };
  return [{ letter, functionArn, streamArn, shardId, records, ...kept }];
}

/** A letter that only says where its record is stored is opened there. */
async function openLetter(letter: Letter, clients: Clients): Promise<Failure> {
  const failure = readFailure(letter);
  if (failure.kind !== 'stored') return failure;
  const { bucket, key } = failure;
  try {
    const body = await readObject(await clients.s3(), bucket, key);
    return { ...readFailure({ ...letter, body }), letter };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'unreadable', letter, reason: `s3://${bucket}/${key}: ${reason}` };
  }
}
