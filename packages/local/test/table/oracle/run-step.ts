import type { ModelAnswer } from './model.js';
import { actionInput, INDEX, keyItem } from './request-of.js';
import { type Action, COUNTER, EXPIRED, EXPIRES_AT, GROUP, type Key, type Step } from './step.js';
import type { Answer, OperationName, Target } from './target.js';

/** What only the embedded table can be made to do. */
export interface Embedded {
  /** Lets the service's time-to-live come by, and waits until this is so. */
  expire(isGone: () => Promise<boolean>): Promise<void>;
  /** Makes the next requests, so many, overlap for sure. */
  startTogether(requests: number): void;
  roll(): Promise<void>;
  split(): Promise<void>;
}

const OPERATIONS = { put: 'PutItem', delete: 'DeleteItem', update: 'UpdateItem' } as const;
const ACTIONS = {
  put: 'Put',
  delete: 'Delete',
  update: 'Update',
  check: 'ConditionCheck',
} as const;

/** Runs one step for real and says what it answered in the model's words. */
export async function runStep(
  target: Target,
  TableName: string,
  step: Step,
  embedded: Embedded | undefined,
): Promise<ModelAnswer> {
  const call = (operation: OperationName, input: object) =>
    target.call(operation, { TableName, ...input });
  switch (step.kind) {
    case 'put':
    case 'delete':
    case 'update':
      return part(await call(OPERATIONS[step.kind], single(TableName, step)), 'Attributes');
    case 'get':
      return part(await call('GetItem', { Key: keyItem(step.key), ConsistentRead: true }), 'Item');
    case 'scan':
      return part(await call('Scan', { ConsistentRead: true }), 'Items');
    case 'query':
      return part(await call('Query', groupQuery(step.group)), 'Items');
    case 'batch':
      return part(
        await target.call('BatchWriteItem', {
          RequestItems: { [TableName]: step.writes.map((write) => batchWrite(TableName, write)) },
        }),
        '',
      );
    case 'transact':
      return part(
        await target.call('TransactWriteItems', {
          TransactItems: step.actions.map((action) => ({
            [ACTIONS[action.kind]]: actionInput(TableName, action),
          })),
        }),
        '',
      );
    case 'transact-get':
      return transactGet(target, TableName, step.keys);
    case 'race': {
      const steps = Array.from({ length: step.writers }, () => addOne(step.key));
      return runStep(target, TableName, { kind: 'together', steps }, embedded);
    }
    case 'together':
      embedded?.startTogether(step.steps.length);
      return {
        ok: await Promise.all(step.steps.map((one) => runStep(target, TableName, one, embedded))),
      };
    case 'expire':
      await expire(target, TableName, step.key, embedded);
      return { ok: undefined };
    case 'roll':
      await embedded?.roll();
      return { ok: undefined };
    case 'split':
      await embedded?.split();
      return { ok: undefined };
  }
}

/** The members that read one group by the index. */
export function groupQuery(group: string): object {
  return {
    IndexName: INDEX,
    KeyConditionExpression: '#g = :g',
    ExpressionAttributeNames: { '#g': GROUP },
    ExpressionAttributeValues: { ':g': { S: group } },
  };
}

/** One write of a BatchWriteItem. */
export function batchWrite(TableName: string, write: Action): object {
  const { Item, Key } = actionInput(TableName, write);
  return Item === undefined ? { DeleteRequest: { Key } } : { PutRequest: { Item } };
}

/** The members of a write that stands alone; it answers with the item. */
export function single(TableName: string, step: Action): object {
  const ReturnValues = step.kind === 'update' ? 'ALL_NEW' : 'ALL_OLD';
  return { ...actionInput(TableName, step), ReturnValues };
}

/** The step of one writer in a race. */
export function addOne(key: Key): Step {
  const changes = [{ kind: 'add', attribute: COUNTER, amount: 1 } as const];
  return { kind: 'update', key, changes, condition: undefined };
}

async function transactGet(
  target: Target,
  TableName: string,
  keys: readonly Key[],
): Promise<ModelAnswer> {
  const answer = await target.call('TransactGetItems', {
    TransactItems: keys.map((key) => ({ Get: { TableName, Key: keyItem(key) } })),
  });
  if (!('ok' in answer)) return answer;
  const responses = (answer.ok['Responses'] ?? []) as { readonly Item?: unknown }[];
  return { ok: responses.map(({ Item }) => Item) };
}

async function expire(
  target: Target,
  TableName: string,
  key: Key,
  embedded: Embedded | undefined,
): Promise<void> {
  const get = async () => {
    const answer = await target.call('GetItem', { TableName, Key: keyItem(key) });
    return 'ok' in answer ? answer.ok['Item'] : undefined;
  };
  if (embedded === undefined || (await get()) === undefined) return;
  await target.call('UpdateItem', {
    TableName,
    ...actionInput(TableName, {
      kind: 'update',
      key,
      changes: [{ kind: 'set', attribute: EXPIRES_AT, value: EXPIRED }],
      condition: undefined,
    }),
  });
  await embedded.expire(async () => (await get()) === undefined);
}

function part(answer: Answer, name: string): ModelAnswer {
  return 'ok' in answer ? { ok: answer.ok[name] } : answer;
}
