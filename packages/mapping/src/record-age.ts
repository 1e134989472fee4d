import type { MappingSettings } from './settings.js';

/** How long a DynamoDB stream keeps a record, in seconds. */
export const retentionSeconds = 24 * 60 * 60;

/**
 * How many records at the front are too old to be sent (again). Recorded: only they are given up,
 * the younger rest of the batch is delivered. No record outlives the stream's 24 hours.
 */
export function expiredPrefix(
  records: readonly { readonly createdAt: number }[],
  settings: MappingSettings,
  now: number,
): number {
  const chosen = settings.maximumRecordAgeInSeconds;
  const oldest =
    now - (chosen === -1 ? retentionSeconds : Math.min(chosen, retentionSeconds)) * 1000;
  let count = 0;
  for (const { createdAt } of records) {
    if (createdAt >= oldest) break;
    count += 1;
  }
  return count;
}
