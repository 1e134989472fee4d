import { createHash } from 'node:crypto';
import type { Block, TypeName } from './schema.js';
import { isObject, type ObjectValue, Unknown, type Value } from './value.js';

/**
 * The state after apply: the plan with every unknown made up. The values only have the right type
 * and a plausible form; nothing was created anywhere.
 */
export function applyChange(type: string, schema: Block, planned: Value, prior: Value): Value {
  if (!isObject(planned)) return null;
  return settle(type, schema, planned, isObject(prior) ? prior : {});
}

function settle(type: string, schema: Block, planned: ObjectValue, prior: ObjectValue): Value {
  const name = String(
    nameAttributes
      .map((attribute) => planned[attribute])
      .find((value) => typeof value === 'string') ?? digest(planned),
  );
  const attributes = schema.attributes.map((attribute) => {
    const value = planned[attribute.name] ?? null;
    return [
      attribute.name,
      value instanceof Unknown
        ? madeUp(type, attribute.name, attribute.type, name, prior[attribute.name] ?? null)
        : value,
    ];
  });
  const blocks = schema.blocks.map(({ name: block, block: inner }) => {
    const inside = (item: Value): Value => (isObject(item) ? settle(type, inner, item, {}) : item);
    const content = planned[block] ?? null;
    return [block, Array.isArray(content) ? content.map(inside) : inside(content)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

const nameAttributes = ['name', 'function_name', 'alarm_name', 'dashboard_name', 'bucket'];

function madeUp(type: string, attribute: string, is: TypeName, name: string, prior: Value): Value {
  if (typeof is !== 'string') return is[0] === 'map' ? {} : [];
  switch (is) {
    case 'bool':
      return false;
    case 'number':
      return 0;
    case 'string':
      return madeUpText(type, attribute, name, prior);
  }
}

function madeUpText(type: string, attribute: string, name: string, prior: Value): string {
  // A published version counts up from 1.
  if (attribute === 'version') return String(Number(prior ?? 0) + 1);
  if (attribute === 'id') return name;
  if (attribute === 'uuid') {
    return digest(type, name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  }
  if (attribute === 'url') return `https://stub.invalid/000000000000/${name}`;
  if (attribute.endsWith('arn')) {
    return `arn:aws:stub:us-east-1:000000000000:${type}/${name}/${attribute}/${digest(String(prior)).slice(0, 8)}`;
  }
  return `stub-${attribute}-${digest(type, name, String(prior)).slice(0, 8)}`;
}

function digest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
