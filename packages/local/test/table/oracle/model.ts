import type { AttributeValue, Item } from '../../../src/table/index.js';
import { keyItem } from './request-of.js';
import {
  type Action,
  type Change,
  COUNTER,
  type Condition,
  EXPIRED,
  EXPIRES_AT,
  GROUP,
  type Key,
  type Step,
} from './step.js';

/** A stream record as far as a model can know it. */
export interface ModelRecord {
  readonly eventName: string;
  readonly Keys: Item;
  readonly NewImage: Item | undefined;
  readonly OldImage: Item | undefined;
  readonly SizeBytes: number;
  readonly byService: boolean;
}

/** What a step answers, as far as a model can know it. */
export type ModelAnswer =
  | { readonly ok: unknown }
  | { readonly error: string; readonly reasons?: readonly string[] };

/** One way in which a step may end. */
export interface Outcome {
  readonly answer: ModelAnswer;
  readonly after: Model;
}

class Refusal extends Error {}

/**
 * A table with its stream, written to be obviously right: one Map, one step at a time, no locks, no
 * clock, nothing shared with the table that it judges.
 */
export class Model {
  readonly records: ModelRecord[] = [];
  private readonly items = new Map<string, Item>();

  constructor(
    private readonly viewType: string,
    before?: Model,
  ) {
    if (before === undefined) return;
    this.records = [...before.records];
    this.items = new Map(before.items);
  }

  all(): readonly Item[] {
    return [...this.items.values()];
  }

  /** Every way in which a step may end. There is one, unless its requests overlap. */
  outcomes(step: Step): readonly Outcome[] {
    if (step.kind === 'together') {
      return ordersOf([...step.steps.entries()]).map((order) => {
        const after = new Model(this.viewType, this);
        const answers: ModelAnswer[] = [];
        for (const [at, one] of order) answers[at] = after.run(one);
        return { after, answer: { ok: answers } };
      });
    }
    const after = new Model(this.viewType, this);
    return [{ after, answer: after.run(step) }];
  }

  private run(step: Step): ModelAnswer {
    switch (step.kind) {
      case 'put':
      case 'delete':
      case 'update':
        return this.single(step);
      case 'get':
        return { ok: this.item(step.key) };
      case 'scan':
        return { ok: this.all() };
      case 'query':
        return { ok: this.all().filter((item) => textOf(item[GROUP]) === step.group) };
      case 'batch':
        for (const write of step.writes) this.single(write);
        return { ok: undefined };
      case 'transact':
        return this.transact(step.actions);
      case 'transact-get':
        return { ok: step.keys.map((key) => this.item(key)) };
      case 'together':
        throw new Error('requests that overlap have more than one outcome');
      case 'race':
        return this.race(step.key, step.writers);
      case 'expire':
        this.expire(step.key);
        return { ok: undefined };
      case 'roll':
      case 'split':
        return { ok: undefined };
    }
  }

  private item(key: Key): Item | undefined {
    return this.items.get(JSON.stringify(key));
  }

  private single(action: Action): ModelAnswer {
    const old = this.item(action.key);
    try {
      const next = decide(action, old);
      if (action.kind !== 'check') this.write(action.key, next, false);
      if (action.kind === 'update') return { ok: next };
      return { ok: old };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { error: error.message };
    }
  }

  private transact(actions: readonly Action[]): ModelAnswer {
    const reasons = actions.map((action) => {
      try {
        decide(action, this.item(action.key));
        return 'None';
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return error.message === 'ValidationException'
          ? 'ValidationError'
          : 'ConditionalCheckFailed';
      }
    });
    if (reasons.some((reason) => reason !== 'None')) {
      return { error: 'TransactionCanceledException', reasons };
    }
    for (const action of actions) this.single(action);
    return { ok: undefined };
  }

  private race(key: Key, writers: number): ModelAnswer {
    const add: Change = { kind: 'add', attribute: COUNTER, amount: 1 };
    const answers = Array.from({ length: writers }, () =>
      this.single({ kind: 'update', key, changes: [add], condition: undefined }),
    );
    return { ok: answers };
  }

  private expire(key: Key): void {
    const old = this.item(key);
    if (old === undefined) return;
    this.write(key, { ...old, [EXPIRES_AT]: EXPIRED }, false);
    this.write(key, undefined, true);
  }

  private write(key: Key, next: Item | undefined, byService: boolean): void {
    const old = this.item(key);
    if (next === undefined) this.items.delete(JSON.stringify(key));
    else this.items.set(JSON.stringify(key), next);
    if (canonical(old) === canonical(next)) return;
    const NewImage = this.viewType.startsWith('NEW') ? next : undefined;
    const OldImage = this.viewType.includes('OLD') ? old : undefined;
    const Keys = keyItem(key);
    this.records.push({
      eventName: next === undefined ? 'REMOVE' : old === undefined ? 'INSERT' : 'MODIFY',
      Keys,
      NewImage,
      OldImage,
      SizeBytes: itemSize(Keys) + itemSize(NewImage ?? {}) + itemSize(OldImage ?? {}),
      byService,
    });
  }
}

/** All orders of a few things. */
function ordersOf<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    ordersOf(things.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}

function decide(action: Action, old: Item | undefined): Item | undefined {
  if (action.condition !== undefined && !holds(action.condition, old ?? {})) {
    throw new Refusal('ConditionalCheckFailedException');
  }
  switch (action.kind) {
    case 'put':
      return { ...keyItem(action.key), ...action.attributes };
    case 'delete':
      return undefined;
    case 'check':
      return old;
    case 'update':
      return action.changes.reduce(applyChange, old ?? keyItem(action.key));
  }
}

function holds(condition: Condition, item: Item): boolean {
  const value = item[condition.attribute];
  switch (condition.kind) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'equals':
      return value !== undefined && canonical(value) === canonical(condition.value);
  }
}

function applyChange(item: Item, change: Change): Item {
  const { attribute } = change;
  const now = item[attribute];
  switch (change.kind) {
    case 'set':
      return { ...item, [attribute]: change.value };
    case 'default':
      return now === undefined ? { ...item, [attribute]: change.value } : item;
    case 'remove': {
      const { [attribute]: _gone, ...rest } = item;
      return rest;
    }
    case 'append': {
      if (now === undefined) return { ...item, [attribute]: { L: [change.value] } };
      if (!('L' in now)) throw new Refusal('ValidationException');
      return { ...item, [attribute]: { L: [...now.L, change.value] } };
    }
    case 'add': {
      if (now === undefined) return { ...item, [attribute]: { N: String(change.amount) } };
      if (!('N' in now)) throw new Refusal('ValidationException');
      return { ...item, [attribute]: { N: String(Number(now.N) + change.amount) } };
    }
  }
}

/** One text for all ways to write the same value: names sorted, sets sorted. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (Array.isArray(part)) return name.endsWith('S') && name !== 'S' ? [...part].sort() : part;
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The size of an item by the documented rule: its names and its values. */
function itemSize(item: Item): number {
  return total(Object.entries(item), ([name, value]) => utf8(name) + valueSize(value));
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return utf8(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.from(value.B, 'base64').length;
  if ('SS' in value) return total(value.SS, utf8);
  if ('NS' in value) return total(value.NS, numberSize);
  if ('L' in value) return 3 + total(value.L, (one) => 1 + valueSize(one));
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

function numberSize(integer: string): number {
  const digits = integer.replace(/^-/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1;
}

function utf8(text: string): number {
  return new TextEncoder().encode(text).length;
}

function total<T>(parts: readonly T[], size: (part: T) => number): number {
  return parts.reduce((sum, part) => sum + size(part), 0);
}

function textOf(value: AttributeValue | undefined): string | undefined {
  return value !== undefined && 'S' in value ? value.S : undefined;
}
