import type { Members } from '../engine/engine-types.js';
import type { TableSettings } from '../table-settings.js';

/** The `DeletionProtectionEnabled` member in dynalite's notation; dynalite itself drops it. */
export const DELETION_PROTECTION = { DeletionProtectionEnabled: { type: 'Boolean' } };

/** Takes `DeletionProtectionEnabled` out of a checked request. */
export function takeDeletionProtection(data: Members): boolean | undefined {
  const asked = data['DeletionProtectionEnabled'];
  delete data['DeletionProtectionEnabled'];
  return typeof asked === 'boolean' ? asked : undefined;
}

/** Adds to a table's description what was set on it. */
export function withSettingsFields(settings: TableSettings, table: Members): Members {
  const { deletionProtection } = settings.get(String(table['TableName']));
  if (deletionProtection === undefined) return table;
  return { ...table, DeletionProtectionEnabled: deletionProtection };
}
