import type { Members } from '../wire/members.js';
import type { FunctionSettings } from './function-record.js';
import { inRange, invalidParameterValue, validationError } from './lambda-errors.js';

/** What AWS sets when CreateFunction leaves it out. */
export const defaultFunctionSettings: FunctionSettings = {
  Runtime: '',
  Handler: '',
  Role: '',
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  Environment: {},
  Architectures: ['x86_64'],
  kept: {},
};

const keptNames = [
  'VpcConfig',
  'TracingConfig',
  'EphemeralStorage',
  'LoggingConfig',
  'KMSKeyArn',
] as const;

/**
 * Applies the members of CreateFunction or UpdateFunctionConfiguration over what is there.
 * @throws AwsError 400.
 */
export function applyFunctionInput(before: FunctionSettings, input: Members): FunctionSettings {
  const kept = keptNames.flatMap((name) => {
    const value = name === 'KMSKeyArn' ? input.string(name) : input.object(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return checked({
    Runtime: input.string('Runtime') ?? before.Runtime,
    Handler: input.string('Handler') ?? before.Handler,
    Role: input.string('Role') ?? before.Role,
    Description: input.string('Description') ?? before.Description,
    Timeout: inRange(input.integer('Timeout'), 'timeout', 1, 900) ?? before.Timeout,
    MemorySize:
      inRange(input.integer('MemorySize'), 'memorySize', 128, 10_240) ?? before.MemorySize,
    Environment: input.has('Environment')
      ? (input.nested('Environment').textMap('Variables') ?? {})
      : before.Environment,
    Architectures: input.strings('Architectures') ?? before.Architectures,
    kept: { ...before.kept, ...Object.fromEntries(kept) },
  });
}

function checked(settings: FunctionSettings): FunctionSettings {
  if (!/^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[\w+=,.@\-/]+$/.test(settings.Role)) {
    throw validationError(
      settings.Role,
      'role',
      'Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    );
  }
  if (settings.Runtime === '') {
    throw invalidParameterValue(
      'Runtime is mandatory for functions created with deployment packages.',
    );
  }
  if (!/^nodejs\d+\.x$/.test(settings.Runtime)) {
    throw invalidParameterValue(
      `The local cloud runs Node.js functions only, by the Node.js of this machine; '${settings.Runtime}' is not one. Choose nodejs20.x or a later one.`,
    );
  }
  if (!/^[^\s]{1,128}$/.test(settings.Handler)) {
    throw validationError(
      settings.Handler,
      'handler',
      'Member must satisfy regular expression pattern: [^\\s]+',
    );
  }
  return settings;
}

/** The zip of CreateFunction's `Code`, or of UpdateFunctionCode itself. @throws AwsError 400. */
export function readZip(code: Members): Uint8Array {
  for (const name of ['ImageUri', 'S3Bucket', 'S3Key']) {
    if (code.has(name)) {
      throw invalidParameterValue(
        `The local cloud takes a function's code as ZipFile; leave out ${name}.`,
      );
    }
  }
  const zip = code.string('ZipFile');
  if (zip === undefined) throw invalidParameterValue('Please provide a source for function code.');
  return Buffer.from(zip, 'base64');
}
