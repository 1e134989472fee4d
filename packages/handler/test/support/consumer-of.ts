import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as v from 'valibot';
import { type ConsumerOptions, createConsumer, type ParkedRecord } from '../../src/index.js';
import { recordingObservers } from './silent.js';

/** The schema of the items that the consumer's tests are about. */
export const schema = v.object({ id: v.string(), n: v.number() });
export type Item = v.InferOutput<typeof schema>;
export type ItemSchema = StandardSchemaV1<unknown, Item>;
export type Reactions = Omit<ConsumerOptions<typeof schema>, 'schema'>;

export const item = (id: string, n = 0): Item => ({ id, n });

/** The sequence number of the first record of a `streamEvent`, and those of the next ones. */
export const first = '202328600001712385967261751';
export const sequence = (position: number) => String(BigInt(first) + BigInt(position));

/** The answers that let Lambda go on, and that let it deliver from a record again. */
export const succeeded = { batchItemFailures: [] };
export const from = (position: number) => ({
  batchItemFailures: [{ itemIdentifier: sequence(position) }],
});

/** A consumer that keeps what it logs, counts and parks. */
export function consumerOf(options: Reactions, fitting: ItemSchema = schema) {
  const { lines, metrics, observers } = recordingObservers();
  const parked: ParkedRecord[] = [];
  const park = async (record: ParkedRecord) => {
    parked.push(record);
  };
  const handler = createConsumer({ schema: fitting, park, ...observers, ...options });
  return { handler, lines, metrics, parked };
}
