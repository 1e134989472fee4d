import type { Block, NestedBlock } from './schema.js';

const nestingCodes: Readonly<Record<NestedBlock['nesting'], number>> = {
  single: 1,
  list: 2,
  set: 3,
};

/** A schema in the shape of Terraform's plugin protocol. */
export function blockMessage(block: Block): object {
  return { version: 0, block: contentMessage(block) };
}

function contentMessage(block: Block): object {
  return {
    version: 0,
    attributes: block.attributes.map((attribute) => ({
      ...attribute,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: block.blocks.map((nested) => ({
      type_name: nested.name,
      block: contentMessage(nested.block),
      nesting: nestingCodes[nested.nesting],
      // Terraform knows no bounds for a single block: it is there or not.
      min_items: nested.required && nested.nesting !== 'single' ? 1 : 0,
      max_items: nested.atMostOne && nested.nesting !== 'single' ? 1 : 0,
    })),
  };
}
