const HOUR_MS = 60 * 60 * 1000;

/** How long a stream keeps a record. */
export const RETENTION_MS = 24 * HOUR_MS;

/** How old a shard gets before another takes its place. DynamoDB's shards live about as long. */
export const SHARD_LIFE_MS = 4 * HOUR_MS;
