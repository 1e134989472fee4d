import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { CliError } from '../output/cli-error.js';

/**
 * Why a function must not get records that a mapping does not bring it; undefined where it may.
 *
 * A function that adds records up in tumbling windows is called with the window and with the state that it
 * answered last, and Lambda ends each window with a last event. The state of a window that has ended is
 * gone (Lambda developer guide, tumbling windows): an event without it is an error to the function or,
 * worse, a sum of a few records that it takes for the window's.
 *
 * @param mappings those of the stream
 * @param functionArn a name, or an ARN with or without a qualifier
 */
export function windowRefusal(
  mappings: readonly EventSourceMappingConfiguration[],
  functionArn: string,
): string | undefined {
  const name = nameOf(functionArn);
  const mapping = mappings.find(({ FunctionArn = '' }) => nameOf(FunctionArn) === name);
  const { TumblingWindowInSeconds: seconds = 0 } = mapping ?? {};
  if (seconds === 0) return undefined;
  return `${name} adds records up in tumbling windows of ${seconds} s, and the state of a window that has ended is gone: these records cannot be added to it. Give them to what takes plain records (--handler, or another --function), and add its result to the window's.`;
}

/** @throws CliError `FUNCTION_COUNTS_WINDOWS` */
export function refuseWindows(
  mappings: readonly EventSourceMappingConfiguration[],
  functionArn: string,
): void {
  const refusal = windowRefusal(mappings, functionArn);
  if (refusal !== undefined) throw new CliError('FUNCTION_COUNTS_WINDOWS', refusal);
}

/** Without the qualifier: a letter may name another version of the function than the mapping does. */
function nameOf(functionArn: string): string {
  return /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(functionArn)?.[1] ?? functionArn;
}
