import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Handler } from './handler-call.js';

/** A fault in how the function is set up, named as Lambda names it. */
export class HandlerLoadError extends Error {
  constructor(
    readonly errorType: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Loads `folder/file.exported` under the task root; CommonJS or ES module.
 * @throws HandlerLoadError `Runtime.MalformedHandlerName`, `Runtime.ImportModuleError`,
 * `Runtime.UserCodeSyntaxError` or `Runtime.HandlerNotFound`; what the module itself throws comes as it is.
 */
export async function loadHandler(taskRoot: string, name: string): Promise<Handler> {
  const parts = /^(?<file>(?:.*\/)?[^./][^.]*)\.(?<path>.+)$/.exec(name)?.groups;
  if (parts?.['file'] === undefined || parts['path'] === undefined || name.includes('..')) {
    throw new HandlerLoadError('Runtime.MalformedHandlerName', `Bad handler '${name}'`);
  }
  const module = await loadModule(join(taskRoot, parts['file']), parts['file']);
  const handler = exported(module, parts['path'].split('.'));
  if (handler === undefined) {
    throw new HandlerLoadError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new HandlerLoadError('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  return handler as Handler;
}

async function loadModule(base: string, file: string): Promise<unknown> {
  const path = [`${base}.js`, `${base}.mjs`, `${base}.cjs`, base].find((one) => existsSync(one));
  if (path === undefined) {
    throw new HandlerLoadError(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${file}': the bundle has no ${file}.js, .mjs or .cjs`,
    );
  }
  try {
    return path.endsWith('.mjs') ? await import(pathToFileURL(path).href) : await requireOr(path);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      throw new HandlerLoadError('Runtime.UserCodeSyntaxError', String(thrown), { cause: thrown });
    }
    if (isMissingModule(thrown)) {
      throw new HandlerLoadError('Runtime.ImportModuleError', String(thrown), { cause: thrown });
    }
    throw thrown;
  }
}

async function requireOr(path: string): Promise<unknown> {
  try {
    return createRequire(path)(path);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_REQUIRE_ESM')) {
      throw thrown;
    }
    return import(pathToFileURL(path).href);
  }
}

function isMissingModule(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    (thrown.code === 'MODULE_NOT_FOUND' || thrown.code === 'ERR_MODULE_NOT_FOUND')
  );
}

function exported(module: unknown, path: readonly string[]): unknown {
  let value = module;
  for (const name of path) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
      return undefined;
    }
    value = Reflect.get(value, name);
  }
  return value;
}
