import type { FunctionDefinition } from './function-definition.js';

/** Where the clients inside a function find the local cloud. */
export interface CloudAddress {
  /** `http://127.0.0.1:8000`. */
  readonly endpoint: string;
  readonly region: string;
  /** What a function's clients need beside that, when its tables live elsewhere. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The whole environment of a function's child. Nothing of this process's own is inherited but what
 * a program needs to run at all, so that no real AWS credential reaches the function's code unless its
 * tables are there.
 */
export function childEnvironment(
  definition: FunctionDefinition,
  cloud: CloudAddress,
  runtimeApi: string,
): NodeJS.ProcessEnv {
  const inherited = ['PATH', 'TMPDIR', 'TEMP', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: 'millrace',
    AWS_SECRET_ACCESS_KEY: 'millrace',
    // A profile on this machine must not send the function to a real account.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...definition.environment,
    ...cloud.environment,
    // The SDK would warn of this machine's Node in the function's log, where it means nothing.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: definition.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[${definition.version}]`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: definition.codeFolder,
    LAMBDA_RUNTIME_DIR: __dirname,
    _HANDLER: definition.handler,
  };
}
