import { validationException } from '../aws-error.js';
import type { Members } from '../engine/engine-types.js';
import type { Encryption, Settings, TableSettings } from '../table-settings.js';

/** What dynalite drops of CreateTable and UpdateTable and we keep, in dynalite's notation. */
export const SETTINGS_FIELDS = {
  DeletionProtectionEnabled: { type: 'Boolean' },
  TableClass: { type: 'String', enum: ['STANDARD_INFREQUENT_ACCESS', 'STANDARD'] },
  SSESpecification: {
    type: 'FieldStruct<SSESpecification>',
    children: {
      Enabled: 'Boolean',
      SSEType: { type: 'String', enum: ['AES256', 'KMS'] },
      KMSMasterKeyId: 'String',
    },
  },
  OnDemandThroughput: {
    type: 'FieldStruct<OnDemandThroughput>',
    children: { MaxReadRequestUnits: 'Long', MaxWriteRequestUnits: 'Long' },
  },
  WarmThroughput: {
    type: 'FieldStruct<WarmThroughput>',
    children: {
      ReadUnitsPerSecond: { type: 'Long', greaterThanOrEqual: 1 },
      WriteUnitsPerSecond: { type: 'Long', greaterThanOrEqual: 1 },
    },
  },
};

const NAMES = Object.entries({
  DeletionProtectionEnabled: 'deletionProtection',
  TableClass: 'tableClass',
  SSESpecification: 'encryption',
  OnDemandThroughput: 'onDemandThroughput',
  WarmThroughput: 'warmThroughput',
} satisfies Record<keyof typeof SETTINGS_FIELDS, keyof Settings>);

/**
 * Takes the settings out of a checked request. What it does not name is not in the answer.
 *
 * @throws AwsError ValidationException for a key without encryption
 */
export function takeSettings(data: Members): Settings {
  const settings: Settings = Object.fromEntries(
    NAMES.flatMap(([field, name]) => {
      const asked = data[field];
      delete data[field];
      return asked === undefined || asked === null ? [] : [[name, asked]];
    }),
  );
  const { encryption } = settings;
  if (encryption?.KMSMasterKeyId === undefined || encryption.Enabled === true) return settings;
  throw validationException(
    'One or more parameter values were invalid: KMSMasterKeyId can only be specified when Enabled is true',
  );
}

/** Adds to a table's description what was set on it. */
export function withSettingsFields(settings: TableSettings, table: Members): Members {
  const { deletionProtection, tableClass, encryption, onDemandThroughput, warmThroughput } =
    settings.get(String(table['TableName']));
  return {
    ...table,
    ...(deletionProtection === undefined ? {} : { DeletionProtectionEnabled: deletionProtection }),
    ...(tableClass === undefined ? {} : { TableClassSummary: { TableClass: tableClass } }),
    ...(encryption?.Enabled === true ? { SSEDescription: described(encryption, table) } : {}),
    ...(onDemandThroughput === undefined ? {} : { OnDemandThroughput: onDemandThroughput }),
    ...(warmThroughput === undefined
      ? {}
      : { WarmThroughput: { ...warmThroughput, Status: 'ACTIVE' } }),
  };
}

/** Told as it was asked for. Nothing is encrypted. */
function described(
  { KMSMasterKeyId: key = 'alias/aws/dynamodb' }: Encryption,
  { TableArn: tableArn }: Members,
): Members {
  const [, , , region, account] = String(tableArn).split(':');
  const resource = key.includes('/') ? key : `key/${key}`;
  return {
    Status: 'ENABLED',
    SSEType: 'KMS',
    KMSMasterKeyArn: key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:${resource}`,
  };
}
