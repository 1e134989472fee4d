import type { AttributeValue, Item } from './attribute-value.js';

/**
 * True when a write would change nothing: no stream record is due then. The order of members and
 * of a set's values does not count; the order of a list's does.
 */
export function sameItem(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const a = left[name];
    const b = right[name];
    return a !== undefined && b !== undefined && sameValue(a, b);
  });
}

function sameValue(left: AttributeValue, right: AttributeValue): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('SS' in left) return 'SS' in right && sameSet(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && sameSet(left.NS, right.NS);
  if ('BS' in left) return 'BS' in right && sameSet(left.BS, right.BS);
  if ('L' in left) return 'L' in right && sameList(left.L, right.L);
  return 'M' in right && sameItem(left.M, right.M);
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
}

function sameList(left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((value, index) => {
    const other = right[index];
    return other !== undefined && sameValue(value, other);
  });
}
