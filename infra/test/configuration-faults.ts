import type { Attribute, Block, NestedBlock, TypeName } from '../src/offline/schema.js';

/** What Terraform takes beside the attributes of a resource, and cdktf's own remarks. */
const metaArguments = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'count', 'for_each']);

/** What is wrong with a resource's configuration in JSON, told by path. */
export function configurationFaults(
  schema: Block,
  configuration: Readonly<Record<string, unknown>>,
  path = '',
): readonly string[] {
  const attributes = new Map(schema.attributes.map((one) => [one.name, one]));
  const blocks = new Map(schema.blocks.map((one) => [one.name, one]));
  const given = Object.entries(configuration).filter(
    ([name, value]) => value !== undefined && (path !== '' || !metaArguments.has(name)),
  );
  return [
    ...given.flatMap(([name, value]) => {
      const attribute = attributes.get(name);
      const block = blocks.get(name);
      if (attribute !== undefined) return attributeFaults(attribute, value, path + name);
      if (block !== undefined) return blockFaults(block, value, `${path}${name}`);
      return [`${path}${name} does not exist`];
    }),
    ...[...schema.attributes, ...schema.blocks]
      .filter(({ name, required }) => required && configuration[name] === undefined)
      .map(({ name }) => `${path}${name} is missing`),
  ];
}

function attributeFaults(attribute: Attribute, value: unknown, path: string): readonly string[] {
  if (!attribute.required && !attribute.optional) return [`${path} cannot be set`];
  return isOf(attribute.type, value)
    ? []
    : [`${path} is no ${JSON.stringify(attribute.type).replaceAll('"', '')}`];
}

function blockFaults(nested: NestedBlock, value: unknown, path: string): readonly string[] {
  const items = [value].flat();
  const tooMany = nested.atMostOne && items.length > 1 ? [`${path} may stand only once`] : [];
  return [
    ...tooMany,
    ...items.flatMap((item) =>
      typeof item === 'object' && item !== null
        ? configurationFaults(nested.block, item as Readonly<Record<string, unknown>>, `${path}.`)
        : [`${path} is no block`],
    ),
  ];
}

function isOf(type: TypeName, value: unknown): boolean {
  if (typeof value === 'string' && value.startsWith('${')) return true;
  if (typeof type !== 'string') {
    const [collection, element] = type;
    const items = collection === 'map' ? Object.values(value ?? {}) : value;
    return Array.isArray(items) && items.every((item) => isOf(element, item));
  }
  return typeof value === (type === 'bool' ? 'boolean' : type);
}
