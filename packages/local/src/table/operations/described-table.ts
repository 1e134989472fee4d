import type { Members } from '../engine/engine-types.js';
import type { OperationContext } from './operation.js';
import { withSettingsFields } from './settings-fields.js';
import { withStreamFields } from './stream-fields.js';

/** dynalite's description of a table and what it does not know of it. */
export function describedTable(
  { catalog, settings }: OperationContext,
  description: unknown,
): Members {
  return withSettingsFields(settings, withStreamFields(catalog, description as Members));
}
