import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingsSchema } from '../src/offline/bindings-schema.js';
import type { Block } from '../src/offline/schema.js';

interface PublishedBlock {
  readonly attributes?: Readonly<
    Record<
      string,
      {
        readonly type: Block['attributes'][number]['type'];
        readonly required?: boolean;
        readonly optional?: boolean;
        readonly computed?: boolean;
      }
    >
  >;
  readonly block_types?: Readonly<
    Record<
      string,
      {
        readonly nesting_mode: 'list' | 'set' | 'single';
        readonly min_items?: number;
        readonly max_items?: number;
        readonly block: PublishedBlock;
      }
    >
  >;
}

/**
 * The provider's own schema, cut to the types that the stacks here are made of and to names, types and
 * what is required. `AWS_PROVIDER_SCHEMA` names another, in full: the output of
 * `terraform providers schema -json` after `terraform init` with the provider's version that the bindings are for.
 */
const file =
  process.env['AWS_PROVIDER_SCHEMA'] || join(__dirname, 'aws-provider-6.25.0-schema.json');

/** The schemas that the provider itself publishes, by resource type. */
export const publishedSchemas: ReadonlyMap<string, Block> = readPublished(file);

/** The published schema of a type, or the one read from the installed bindings. */
export function schemaOf(type: string): Block {
  return publishedSchemas.get(type) ?? bindingsSchema(type, new Set());
}

function readPublished(path: string): ReadonlyMap<string, Block> {
  const { provider_schemas } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly provider_schemas: Readonly<
      Record<
        string,
        {
          readonly resource_schemas: Readonly<Record<string, { block: PublishedBlock }>>;
          readonly data_source_schemas?: Readonly<Record<string, { block: PublishedBlock }>>;
        }
      >
    >;
  };
  const [provider] = Object.values(provider_schemas);
  const dataSources = Object.entries(provider?.data_source_schemas ?? {});
  return new Map(
    [
      ...Object.entries(provider?.resource_schemas ?? {}),
      ...dataSources.map(([type, schema]) => [`data_${type}`, schema] as const),
    ].map(([type, { block }]) => [type, toBlock(block)]),
  );
}

function toBlock({ attributes = {}, block_types = {} }: PublishedBlock): Block {
  return {
    attributes: Object.entries(attributes).map(([name, attribute]) => ({
      name,
      type: attribute.type,
      required: attribute.required === true,
      optional: attribute.optional === true,
      computed: attribute.computed === true,
    })),
    blocks: Object.entries(block_types).map(([name, nested]) => ({
      name,
      nesting: nested.nesting_mode,
      atMostOne: nested.nesting_mode === 'single' || nested.max_items === 1,
      required: (nested.min_items ?? 0) > 0,
      block: toBlock(nested.block),
    })),
  };
}
