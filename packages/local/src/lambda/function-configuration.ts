import type { FunctionAlias, FunctionRecord, FunctionVersion } from './function-record.js';

/** A function's version as every call of Lambda's API gives it. `arn` carries the caller's qualifier. */
export function functionConfiguration(
  record: FunctionRecord,
  version: FunctionVersion,
  arn = record.arn,
): object {
  const { settings, code } = version;
  return {
    FunctionName: record.name,
    FunctionArn: arn,
    Runtime: settings.Runtime,
    Role: settings.Role,
    Handler: settings.Handler,
    CodeSize: code.size,
    Description: settings.Description,
    Timeout: settings.Timeout,
    MemorySize: settings.MemorySize,
    LastModified: new Date(version.modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: code.sha256,
    Version: version.version,
    ...(Object.keys(settings.Environment).length === 0
      ? {}
      : { Environment: { Variables: settings.Environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: version.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: settings.Architectures,
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${record.name}` },
    ...settings.kept,
  };
}

/** An alias as Lambda's API gives it. */
export function aliasConfiguration(record: FunctionRecord, alias: FunctionAlias): object {
  return {
    AliasArn: `${record.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
  };
}
