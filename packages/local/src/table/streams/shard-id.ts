import { createHash } from 'node:crypto';

/** A shard's id as DynamoDB forms them: twenty digits of time, eight hex digits (recorded). */
export function shardId(streamArn: string, now: number, startingSequenceNumber: string): string {
  const digits = String(Math.floor(now)).padStart(20, '0');
  const hash = createHash('md5').update(`${streamArn}/${startingSequenceNumber}`).digest('hex');
  return `shardId-${digits}-${hash.slice(0, 8)}`;
}
