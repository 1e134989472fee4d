import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * True when validating is certain to take no time. The standard does not tell; valibot's schemas do,
 * and arktype has no other. Of the rest (zod) some results may be promised and others not.
 */
export function isSynchronous(schema: StandardSchemaV1): boolean {
  return schema['~standard'].vendor === 'arktype' || ('async' in schema && schema.async === false);
}
