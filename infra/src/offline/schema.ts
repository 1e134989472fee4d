/** A Terraform type as Terraform writes it in JSON. */
export type TypeName = 'string' | 'number' | 'bool' | readonly ['list' | 'set' | 'map', TypeName];

export interface Attribute {
  readonly name: string;
  readonly type: TypeName;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'list' | 'set' | 'single';
  readonly block: Block;
  /** At most one block of this name. */
  readonly atMostOne: boolean;
  readonly required: boolean;
}

/** What may stand in a block: of a resource, of the provider, or nested in either. */
export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}
