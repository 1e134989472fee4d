import type { Item } from './attribute-value.js';

/** Items whose time lies further back are left alone; so DynamoDB guards against a wrong unit. */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

/** When each item of one table expires, so that looking for expired ones reads no item. */
export class ExpiryIndex {
  private readonly secondsByItem = new Map<string, number>();

  constructor(private readonly attribute: string) {}

  /** Takes note of an item as it is now; no item when it is gone. */
  note(storeKey: string, item: Item | undefined): void {
    const seconds = item === undefined ? undefined : expirySeconds(item, this.attribute);
    if (seconds === undefined) this.secondsByItem.delete(storeKey);
    else this.secondsByItem.set(storeKey, seconds);
  }

  /** The items to remove at this time. */
  expired(now: number): readonly string[] {
    const expired: string[] = [];
    // All are looked at every second, so nothing is made for those that stay.
    for (const [storeKey, seconds] of this.secondsByItem) {
      if (isExpired(seconds, now)) expired.push(storeKey);
    }
    return expired;
  }

  /** True when this item, read again, is still one to remove. */
  covers(item: Item, now: number): boolean {
    const seconds = expirySeconds(item, this.attribute);
    return seconds !== undefined && isExpired(seconds, now);
  }
}

function expirySeconds(item: Item, attribute: string): number | undefined {
  const value = item[attribute];
  if (value === undefined || !('N' in value)) return undefined;
  return Number(value.N);
}

function isExpired(seconds: number, now: number): boolean {
  const age = Math.floor(now / 1000) - seconds;
  return age >= 0 && age < OLDEST_SECONDS;
}
