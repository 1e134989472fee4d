import type { AttributeValue, Item } from '../../../src/table/index.js';

/** One of few items, so that steps meet. */
export interface Key {
  readonly id: string;
  readonly line: number;
}

/** What must hold of the item as it is. */
export type Condition =
  | { readonly kind: 'exists'; readonly attribute: string }
  | { readonly kind: 'absent'; readonly attribute: string }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: AttributeValue };

/** One part of an update expression. */
export type Change =
  | { readonly kind: 'set'; readonly attribute: string; readonly value: AttributeValue }
  | { readonly kind: 'default'; readonly attribute: string; readonly value: AttributeValue }
  | { readonly kind: 'remove'; readonly attribute: string }
  | { readonly kind: 'add'; readonly attribute: string; readonly amount: number }
  | { readonly kind: 'append'; readonly attribute: string; readonly value: AttributeValue };

export interface Put {
  readonly kind: 'put';
  readonly key: Key;
  readonly attributes: Item;
  readonly condition: Condition | undefined;
}
export interface Delete {
  readonly kind: 'delete';
  readonly key: Key;
  readonly condition: Condition | undefined;
}
export interface Update {
  readonly kind: 'update';
  readonly key: Key;
  readonly changes: readonly Change[];
  readonly condition: Condition | undefined;
}
export interface Check {
  readonly kind: 'check';
  readonly key: Key;
  readonly condition: Condition;
}

/** A write that may stand in a transaction. */
export type Action = Put | Delete | Update | Check;

/** One step of a sequence. */
export type Step =
  | Put
  | Delete
  | Update
  | { readonly kind: 'get'; readonly key: Key }
  | { readonly kind: 'scan' }
  /** Items of one group, by the index. */
  | { readonly kind: 'query'; readonly group: string }
  | { readonly kind: 'batch'; readonly writes: readonly (Put | Delete)[] }
  | { readonly kind: 'transact'; readonly actions: readonly Action[] }
  | { readonly kind: 'transact-get'; readonly keys: readonly Key[] }
  /** So many writers add one to the same item at the same time. */
  | { readonly kind: 'race'; readonly key: Key; readonly writers: number }
  /** Requests that are under way at the same time: some order of them must explain every answer. */
  | { readonly kind: 'together'; readonly steps: readonly Step[] }
  /** The item's time-to-live ends and the service removes it. */
  | { readonly kind: 'expire'; readonly key: Key }
  | { readonly kind: 'roll' }
  | { readonly kind: 'split' };

/** The attribute that a race counts in. */
export const COUNTER = 'count';
/** The attribute that holds time-to-live. */
export const EXPIRES_AT = 'expiresAt';
/** When the simulated clock begins. */
export const BEGINNING = Date.parse('2026-03-01T12:00:00.000Z');
/** A time-to-live that is over when the clock begins. */
export const EXPIRED: AttributeValue = { N: String(BEGINNING / 1000 - 1) };
/** The attribute of the index. */
export const GROUP = 'group';
