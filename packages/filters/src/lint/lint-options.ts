import type { TypeDescriptor } from '../builder/attribute-types.js';

/** What is known about the table; the more is told, the more is found. */
export interface LintOptions {
  /** `StreamViewType` of the table's stream. */
  readonly viewType?: StreamViewType | undefined;
  /** The item's attributes and their types. Attributes that are not listed are warned about. */
  readonly attributes?: AttributeSchema | undefined;
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** Top-level attributes by name, each with the type it has, or the types it may have. */
export type AttributeSchema = Readonly<Record<string, TypeDescriptor | readonly TypeDescriptor[]>>;
