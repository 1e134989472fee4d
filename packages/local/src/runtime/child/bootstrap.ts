/*
 * What runs inside a function's child process: a plain client of the Lambda Runtime API.
 * It is started as its own program and imported by nobody.
 */
import { markEnd, speakForConsole, tellConsole } from './console.js';
import { createContext } from './context.js';
import { errorPayload, loadError, namedError } from './error-payload.js';
import { callHandler, type Handler } from './handler-call.js';
import { holdLifeline } from './lifeline.js';
import { loadHandler } from './load-handler.js';
import { type Invocation, RuntimeApiClient } from './runtime-api-client.js';

const client = new RuntimeApiClient(requireEnv('AWS_LAMBDA_RUNTIME_API'));
let current: Invocation | undefined;

function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: this program is run by a runtime.`);
  return value;
}

async function die(payload: object, exitCode: number): Promise<void> {
  if (current === undefined) await client.initError(payload);
  else await client.error(current.requestId, payload);
  markEnd(current?.requestId ?? 'init');
  process.exit(exitCode);
}

async function serve(handler: Handler): Promise<void> {
  for (;;) {
    const invocation = await client.next();
    current = invocation;
    tellConsole(invocation.requestId);
    if (invocation.traceId !== undefined) process.env['_X_AMZN_TRACE_ID'] = invocation.traceId;
    const answer = await answerTo(handler, invocation);
    markEnd(invocation.requestId);
    current = undefined;
    if ('result' in answer) await client.response(invocation.requestId, answer.result);
    else await client.error(invocation.requestId, answer.error);
  }
}

async function answerTo(
  handler: Handler,
  invocation: Invocation,
): Promise<{ readonly result: string } | { readonly error: object }> {
  let value: unknown;
  try {
    value = await callHandler(handler, JSON.parse(invocation.body), createContext(invocation));
  } catch (thrown) {
    console.error('Invoke Error', JSON.stringify(errorPayload(thrown)));
    return { error: errorPayload(thrown) };
  }
  try {
    return { result: JSON.stringify(value ?? null) ?? 'null' };
  } catch {
    return { error: namedError('Runtime.MarshalError', 'Unable to stringify response body') };
  }
}

async function main(): Promise<void> {
  holdLifeline();
  speakForConsole(process.env['AWS_LAMBDA_LOG_FORMAT']);
  process.on('uncaughtException', (thrown) => {
    console.error('Uncaught Exception', JSON.stringify(errorPayload(thrown)));
    void die(errorPayload(thrown), 129);
  });
  process.on('unhandledRejection', (reason) => {
    const error = namedError('Runtime.UnhandledPromiseRejection', String(reason), reason);
    console.error('Unhandled Promise Rejection', JSON.stringify(error));
    void die(error, 128);
  });
  let handler: Handler;
  try {
    handler = await loadHandler(requireEnv('LAMBDA_TASK_ROOT'), requireEnv('_HANDLER'));
  } catch (thrown) {
    const error = loadError(thrown);
    console.error('Uncaught Exception', JSON.stringify(error));
    await die(error, 1);
    return;
  }
  await serve(handler);
}

void main();
