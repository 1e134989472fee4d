import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../errors.js';
import type { NewFunction } from '../lambda/functions.js';
import type { SettingsReader } from './settings-reader.js';
import { StackError } from './stack-error.js';

/** What makes a function, from an `aws_lambda_function`; the bundle is read from the stack's folder. */
export async function functionInput(
  settings: SettingsReader,
  stackFolder: string,
): Promise<NewFunction> {
  const logFormat = settings.block('logging_config')?.text('log_format');
  return {
    name: settings.requiredText('function_name'),
    zip: await readBundle(settings, stackFolder),
    publish: settings.flag('publish') ?? false,
    settings: {
      Runtime: settings.requiredText('runtime'),
      Handler: settings.requiredText('handler'),
      Role: settings.requiredText('role'),
      Description: settings.text('description') ?? '',
      Timeout: settings.number('timeout') ?? 3,
      MemorySize: settings.number('memory_size') ?? 128,
      Environment: {
        ...(logFormat === 'JSON' ? { AWS_LAMBDA_LOG_FORMAT: 'JSON' } : {}),
        ...(settings.block('environment')?.textMap('variables') ?? {}),
      },
      Architectures: settings.texts('architectures') ?? ['x86_64'],
      kept: {},
    },
  };
}

async function readBundle(settings: SettingsReader, stackFolder: string): Promise<Uint8Array> {
  const path = resolve(stackFolder, settings.requiredText('filename'));
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StackError(
      'STACK_BUNDLE_MISSING',
      `${settings.where}.filename: the function's bundle could not be read (${messageOf(cause)}). Build it and write the stack again: 'pnpm build', then 'pnpm synth'.`,
      { cause },
    );
  }
}
