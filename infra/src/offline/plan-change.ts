import type { Behaviour } from './provider-behaviour.js';
import type { Attribute, Block, NestedBlock } from './schema.js';
import { isEqual, isObject, type ObjectValue, Unknown, type Value } from './value.js';

export interface PlannedChange {
  readonly planned: Value;
  /** Top-level attributes whose change replaces the resource. */
  readonly replacedBy: readonly string[];
}

/**
 * What the provider plans for one resource: defaults filled in, what AWS will decide marked
 * unknown, and the attributes named whose change takes a new resource.
 *
 * @param prior state before, null for a new resource.
 * @param proposed what Terraform merged from configuration and prior state, null for a removal.
 * @param region region and default tags of the provider's configuration.
 */
export function planChange(
  schema: Block,
  behaviour: Behaviour,
  prior: Value,
  proposed: Value,
  context: { readonly region: Value; readonly defaultTags: ObjectValue },
): PlannedChange {
  if (!isObject(proposed)) return { planned: null, replacedBy: [] };
  const wanted = withProviderValues(schema, behaviour, prior, proposed, context);
  if (!isObject(prior)) return { planned: unknownWhereComputed(schema, wanted), replacedBy: [] };

  const changed = [...schema.attributes.filter(isSettable), ...schema.blocks]
    .map(({ name }) => name)
    .filter((name) => !isEqual(prior[name], wanted[name]));
  const recomputed = Object.entries(behaviour.recomputed ?? {})
    .filter(([, causes]) => causes.some((cause) => changed.includes(cause)))
    .map(([name]) => [name, Unknown.value] as const);
  return {
    planned: { ...wanted, ...Object.fromEntries(recomputed) },
    replacedBy: (behaviour.replacedBy ?? []).filter((name) => changed.includes(name)),
  };
}

function isSettable({ required, optional }: Attribute): boolean {
  return required || optional;
}

function withProviderValues(
  schema: Block,
  behaviour: Behaviour,
  prior: Value,
  proposed: ObjectValue,
  { region, defaultTags }: { readonly region: Value; readonly defaultTags: ObjectValue },
): ObjectValue {
  const has = (name: string): boolean => schema.attributes.some((one) => one.name === name);
  const defaults = Object.entries(behaviour.defaults ?? {}).filter(
    ([name]) => proposed[name] === null,
  );
  const kept = isObject(prior)
    ? (behaviour.keptBlocks ?? [])
        .filter((name) => isEqual(proposed[name], []))
        .map((name) => [name, prior[name] ?? null] as const)
    : [];
  return {
    ...proposed,
    ...Object.fromEntries(defaults),
    ...Object.fromEntries(kept),
    ...(has('region') && proposed['region'] === null ? { region } : {}),
    ...(has('tags_all') ? { tags_all: mergeTags(defaultTags, proposed['tags']) } : {}),
  };
}

function mergeTags(defaults: ObjectValue, tags: Value | undefined): Value {
  return tags instanceof Unknown ? tags : { ...defaults, ...(isObject(tags) ? tags : {}) };
}

function unknownWhereComputed(schema: Block, value: ObjectValue): ObjectValue {
  const attributes = schema.attributes.map(({ name, computed }) => [
    name,
    computed && (value[name] ?? null) === null ? Unknown.value : (value[name] ?? null),
  ]);
  const blocks = schema.blocks.map((nested) => [nested.name, nestedUnknowns(nested, value)]);
  return Object.fromEntries([...attributes, ...blocks]);
}

function nestedUnknowns({ name, block }: NestedBlock, value: ObjectValue): Value {
  const content = value[name] ?? null;
  const inside = (item: Value): Value =>
    isObject(item) ? unknownWhereComputed(block, item) : item;
  return Array.isArray(content) ? content.map(inside) : inside(content);
}
