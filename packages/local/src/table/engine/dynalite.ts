/**
 * The one file that loads dynalite's inside (pinned at 4.0.0; see ADR 0002), with the types that it
 * lacks. dynalite validates requests, compiles and evaluates expressions, and answers.
 */
import type { Item } from '../attribute-value.js';
import { AwsError } from '../aws-error.js';
import type { BatchOperation, EngineOperation, Members, TableDescription } from './engine-types.js';

export type Callback<T = unknown> = (error?: unknown, value?: T) => void;
export type Act = (store: object, data: Members, callback: Callback) => void;

export interface SubDb {
  awsAccountId: string;
  awsRegion: string;
  put(key: string, value: unknown, callback: Callback): void;
  get(key: string, callback: Callback): void;
  del(key: string, callback: Callback): void;
  batch(operations: readonly BatchOperation[], callback: Callback): void;
}

export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<unknown>;
  batch(operations: readonly BatchOperation[]): Promise<void>;
  iterator(options: object): {
    nextv(size: number): Promise<[string, unknown][]>;
    close(): Promise<void>;
  };
}

export interface Store {
  readonly options: Members;
  readonly db: Level;
  readonly tableDb: SubDb;
  getItemDb(table: string): SubDb;
  getIndexDb(type: string, table: string, index: string): SubDb;
  getTagDb(table: string): SubDb;
  getTable(name: string, checkStatus: boolean, callback: Callback<TableDescription>): void;
}

export interface Index {
  readonly IndexName: string;
}

export interface Db {
  create(options: object): Store;
  createKey(item: Item, table: TableDescription): string;
  validateKey(key: Item, table: TableDescription): Error | null | undefined;
  itemSize(item: Item): number;
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
export const validations = require('dynalite/validations') as Validations;

const fileOf = (operation: EngineOperation): string =>
  operation.charAt(0).toLowerCase() + operation.slice(1);

/** Operations are loaded when they are first called, since most programs call few of them. */
export const actionOf = (operation: EngineOperation) =>
  require(`dynalite/actions/${fileOf(operation)}`) as Act;
export const validationOf = (operation: EngineOperation) =>
  require(`dynalite/validations/${fileOf(operation)}`) as Validation;

export function toAwsError(error: unknown): AwsError | undefined {
  if (error instanceof AwsError) return error;
  if (!(error instanceof Error) || !('statusCode' in error) || !('body' in error)) return undefined;
  return new AwsError(Number(error.statusCode), error.body as Members);
}
