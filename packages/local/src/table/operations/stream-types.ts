/** Members that several stream operations share, in dynalite's notation. */
export const STREAM_ARN = {
  type: 'String',
  notNull: true,
  lengthGreaterThanOrEqual: 37,
  lengthLessThanOrEqual: 1024,
};

/** A shard's id: 28 to 65 characters. */
export const SHARD_ID = {
  type: 'String',
  lengthGreaterThanOrEqual: 28,
  lengthLessThanOrEqual: 65,
};
