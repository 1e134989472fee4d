/**
 * The one file that loads dynalite's inside (pinned at 4.0.0; see ADR 0002), with the types that it
 * lacks. dynalite validates requests, compiles and evaluates expressions, and answers.
 */
import type { Item } from '../attribute-value.js';
import { AwsError } from '../aws-error.js';
import type { EngineOperation, Members, TableDescription } from './engine-types.js';

export type Callback<T = unknown> = (error?: unknown, value?: T) => void;
export type Act = (store: object, data: Members, callback: Callback) => void;

export interface Index {
  readonly IndexName: string;
}

export interface Db {
  createKey(item: Item, table: TableDescription): string;
  validateKey(key: Item, table: TableDescription): Error | null | undefined;
  itemSize(item: Item): number;
  updateIndexes(
    store: { readonly worksOutIndexes?: boolean },
    table: TableDescription,
    oldItem: Item | undefined,
    newItem: Item | undefined,
    callback: Callback,
  ): void;
  getIndexActions(
    indexes: readonly Index[],
    oldItem: Item | undefined,
    newItem: Item | undefined,
    table: TableDescription,
  ): {
    readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[];
    readonly deletes: readonly { readonly index: string; readonly key: string }[];
  };
}

export interface Validation {
  readonly types: Members;
  readonly custom?: (data: Members, store: object) => string | undefined;
}

export interface Validations {
  checkTypes(data: Members, types: Members): Members;
  checkValidations(
    data: Members,
    types: Members,
    custom: Validation['custom'],
    store: object,
  ): void;
}

export const db = require('dynalite/db') as Db;
/**
 * dynalite's actions work out an item's index entries before they write it, and stumble over an item
 * from before an index that has its key in another type. Our store does so itself, with the item.
 */
const { updateIndexes } = db;
db.updateIndexes = (store, table, oldItem, newItem, callback) => {
  if (store.worksOutIndexes) callback();
  else updateIndexes(store, table, oldItem, newItem, callback);
};
export const validations = require('dynalite/validations') as Validations;

const fileOf = (operation: EngineOperation): string =>
  operation.charAt(0).toLowerCase() + operation.slice(1);

/** Operations are loaded when they are first called, since most programs call few of them. */
export const actionOf = once((name) => require(`dynalite/actions/${fileOf(name)}`) as Act);
export const validationOf = once(
  (name) => require(`dynalite/validations/${fileOf(name)}`) as Validation,
);

function once<T>(load: (operation: EngineOperation) => T): (operation: EngineOperation) => T {
  const loaded = new Map<EngineOperation, T>();
  return (operation) => {
    const known = loaded.get(operation) ?? load(operation);
    loaded.set(operation, known);
    return known;
  };
}

export function toAwsError(error: unknown): AwsError | undefined {
  if (error instanceof AwsError) return error;
  if (!(error instanceof Error) || !('statusCode' in error) || !('body' in error)) return undefined;
  return new AwsError(Number(error.statusCode), error.body as Members);
}
