import type { AttributeMap, AttributeValue } from '@millrace/shared';

/**
 * The bytes that DynamoDB counts for a map of attributes: names in UTF-8 plus values. The scalar
 * sizes agree with every recorded stream record; sets, lists and maps follow the developer guide.
 */
export function itemSize(item: AttributeMap | undefined): number {
  if (item === undefined) return 0;
  return sum(
    Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueSize(value)),
  );
}

const containerOverhead = 3;

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return binarySize(value.B);
  if (value.SS !== undefined) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if (value.NS !== undefined) return sum(value.NS.map(numberSize));
  if (value.BS !== undefined) return sum(value.BS.map(binarySize));
  if (value.L !== undefined) {
    return containerOverhead + sum(value.L.map((member) => 1 + valueSize(member)));
  }
  if (value.M !== undefined) {
    return containerOverhead + Object.keys(value.M).length + itemSize(value.M);
  }
  return 1;
}

function numberSize(text: string): number {
  const digits = text.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1;
}

function binarySize(value: string | Uint8Array): number {
  return typeof value === 'string' ? Buffer.from(value, 'base64').length : value.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
