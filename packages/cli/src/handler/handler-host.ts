import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostError, HostReply, HostRequest } from './host-messages.js';

type Handler = (event: unknown, context: object, callback: Callback) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

const [file = '', exported = 'handler'] = process.argv.slice(2);

function say(reply: HostReply): void {
  process.send?.(reply);
}

function describe(error: unknown): HostError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const trace = error.stack?.split('\n') ?? [];
  return { errorType: error.name, errorMessage: error.message, trace };
}

function contextOf({ requestId, timeout }: HostRequest): object {
  const functionName = process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'local';
  const deadline = performance.now() + timeout;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: process.env['MILLRACE_FUNCTION_ARN'] ?? functionName,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  };
}

async function load(): Promise<Handler> {
  const path = isAbsolute(file) ? file : resolve(file);
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  const inner = module['default'];
  const handler = module[exported] ?? (isObject(inner) ? inner[exported] : undefined);
  if (typeof handler === 'function') return handler as Handler;
  throw new TypeError(
    `${file} exports no function named ${exported}. It exports: ${Object.keys(module).join(', ')}. Name another one: ${file}#name`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A handler may answer by a promise or by its callback, as on Lambda. */
function call(handler: Handler, request: HostRequest): Promise<unknown> {
  return new Promise((settle, reject) => {
    const callback: Callback = (error, result) => (error ? reject(error) : settle(result));
    const answer = handler(JSON.parse(request.payload), contextOf(request), callback);
    if (answer instanceof Promise) answer.then(settle, reject);
    else if (handler.length < 3) settle(answer);
  });
}

async function serve(): Promise<void> {
  const handler = await load();
  process.on('message', (request: HostRequest) => {
    const { requestId } = request;
    call(handler, request)
      // What has no JSON is the handler's failure, as on Lambda.
      .then((result) => JSON.stringify(result) ?? 'null')
      .then(
        (payload) => say({ type: 'returned', requestId, payload }),
        (error: unknown) => say({ type: 'threw', requestId, error: describe(error) }),
      );
  });
  say({ type: 'loaded' });
}

// A Ctrl-C reaches the whole group: the command decides when its handlers end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
serve().catch((error: unknown) => say({ type: 'not-loaded', error: describe(error) }));
