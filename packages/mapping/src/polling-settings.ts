/** How often an idle shard is asked, and how long refusals are waited out. All in milliseconds. */
export interface PollingSettings {
  /** Between two reads of a shard that had records lately. */
  readonly quickest: number;
  /** Between two reads of a shard that has been quiet for long, and with wake-ups at any time. */
  readonly slowest: number;
  /** Between two looks for new shards when no shard has ended. */
  readonly discovery: number;
}
