import { type Difference, decodeAttributes, difference, jsonValue } from '@millrace/shared';
import type { Item } from '../table/attribute-value.js';
import type { ChangeRow, Difference as ShownDifference } from './contract.js';
import { standing } from './watch/passage.js';
import type { StoredChange } from './watch/stored-change.js';

const ROW_DIFFERENCES = 3;
const VALUE_LENGTH = 200;

/** Tell little of what happened, since they change with every write. */
const dull = /(^|\.)(version|createdAt|updatedAt)$/;

function plain(item: Item | undefined, sequenceNumber: string): unknown {
  return item === undefined ? undefined : decodeAttributes(item, 'item', { sequenceNumber });
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, jsonValue) ?? '');
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}

const shown = ({ path, before, after }: Difference): ShownDifference => ({
  path,
  ...(before === undefined ? {} : { before: valueText(before) }),
  ...(after === undefined ? {} : { after: valueText(after) }),
});

const rank = ({ path }: Difference) => (path === 'status' ? 0 : dull.test(path) ? 2 : 1);

/** What a change changed, the most telling attributes first. */
export function differenceOf(change: StoredChange): readonly ShownDifference[] {
  const { oldItem, newItem, sequence, keyNames } = change;
  const all = difference(plain(oldItem, sequence), plain(newItem, sequence));
  // The key is said beside it.
  const telling = all.filter(({ path }) => !keyNames.includes(path));
  return [...telling].sort((one, two) => rank(one) - rank(two)).map(shown);
}

function rowDifference(change: StoredChange): readonly ShownDifference[] {
  const all = differenceOf(change);
  const telling = all.filter(({ path }) => !dull.test(path));
  return (telling.length > 0 ? telling : all).slice(0, ROW_DIFFERENCES);
}

/** A change in one line. */
export function changeRow(change: StoredChange): ChangeRow {
  const { sequence, tableName, shardId, key, kind, at } = change;
  const { outcome, attempts, endedAt } = standing(change.passages.values());
  const isRemoval = kind === 'remove' || kind === 'expire';
  return {
    sequence,
    tableName,
    key,
    kind,
    at,
    outcome,
    attempts,
    difference: isRemoval ? [] : rowDifference(change),
    ...(shardId === undefined ? {} : { shardId }),
    ...(endedAt === undefined ? {} : { latency: endedAt - at }),
  };
}
