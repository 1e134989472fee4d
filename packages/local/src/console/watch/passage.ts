import type { Outcome } from '../contract.js';

/** How a mapping got on with a change. */
export interface Passage {
  outcome: Outcome;
  attempts: number;
  /** When it was filtered out, handled or given up. */
  endedAt?: number;
}

/** What a person wants to know first, first. */
const ranks: readonly Outcome[] = [
  'retrying',
  'running',
  'waiting',
  'discarded',
  'handled',
  'filtered',
];

const unread: Passage = { outcome: 'waiting', attempts: 0 };

/** Where a change stands: with several mappings, where it has furthest to go. */
export function standing(passages: Iterable<Readonly<Passage>>): Readonly<Passage> {
  let found: Readonly<Passage> | undefined;
  for (const each of passages) {
    if (found === undefined || ranks.indexOf(each.outcome) < ranks.indexOf(found.outcome)) {
      found = each;
    }
  }
  return found ?? unread;
}
