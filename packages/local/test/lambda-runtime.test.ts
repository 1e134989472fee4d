import { afterEach, describe, expect, test } from '@jest/globals';
import type { FunctionDefinition } from '../src/runtime/function-definition.js';
import { LambdaRuntime } from '../src/runtime/lambda-runtime.js';
import type { RuntimeEvent } from '../src/runtime/runtime-event.js';
import { folderBundle } from './support/bundle.js';
import { eventually } from './support/eventually.js';

const runtimes: LambdaRuntime[] = [];
afterEach(async () => {
  await Promise.all(runtimes.splice(0).map((runtime) => runtime.stop()));
});

async function runtimeWith(
  source: string,
  settings: Partial<FunctionDefinition> & {
    readonly accountConcurrency?: number;
    readonly reservedConcurrency?: number;
  } = {},
) {
  const events: RuntimeEvent[] = [];
  const runtime = await LambdaRuntime.start({
    cloud: { endpoint: 'http://127.0.0.1:1', region: 'eu-west-1' },
    observe: (event) => events.push(event),
    ...(settings.accountConcurrency === undefined
      ? {}
      : { accountConcurrency: settings.accountConcurrency }),
  });
  runtimes.push(runtime);
  runtime.define({
    functionName: 'f',
    functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
    version: '$LATEST',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    codeFolder: await folderBundle({ 'index.js': source }),
    memorySize: 128,
    timeout: 3,
    environment: {},
    ...settings,
  });
  runtime.reserveConcurrency('f', settings.reservedConcurrency);
  const invoke = (event: unknown) => runtime.invoke('f', JSON.stringify(event));
  return { runtime, events, invoke };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('an invocation', () => {
  test('gives the function its event and the caller its answer', async () => {
    const { invoke } = await runtimeWith('exports.handler = async (e) => ({ doubled: e.n * 2 });');
    const result = await invoke({ n: 21 });
    expect(result).toMatchObject({ payload: '{"doubled":42}', executedVersion: '$LATEST' });
    expect(result.functionError).toBeUndefined();
  });

  test('uses the same child again for the next', async () => {
    const { invoke, events } = await runtimeWith('exports.handler = async () => process.pid;');
    expect((await invoke({})).payload).toBe((await invoke({})).payload);
    const starts = events.filter((event) => event.type === 'invocation-started');
    expect(starts.map((event) => event.coldStart)).toEqual([true, false]);
  });

  test('runs beside another in a child of its own', async () => {
    const { invoke } = await runtimeWith(
      'exports.handler = async () => { await new Promise((r) => setTimeout(r, 100)); return process.pid; };',
    );
    const [one, two] = await Promise.all([invoke({}), invoke({})]);
    expect(one?.payload).not.toBe(two?.payload);
  });

  test('finds the context and the local cloud', async () => {
    const { invoke } = await runtimeWith(
      `exports.handler = async (event, context) => ({
        name: context.functionName, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB,
        left: context.getRemainingTimeInMillis() > 1000, id: context.awsRequestId,
        endpoint: process.env.AWS_ENDPOINT_URL, region: process.env.AWS_REGION, mine: process.env.MINE,
      });`,
      { environment: { MINE: 'yes' } },
    );
    const result = await invoke({});
    expect(JSON.parse(result.payload)).toEqual({
      name: 'f',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
      memory: '128',
      left: true,
      id: result.requestId,
      endpoint: 'http://127.0.0.1:1',
      region: 'eu-west-1',
      mine: 'yes',
    });
  });

  test('sees nothing of this process’s own environment', async () => {
    process.env['SECRET_OF_THE_USER'] = 'secret';
    const { invoke } = await runtimeWith('exports.handler = async () => process.env;');
    expect((await invoke({})).payload).not.toContain('secret');
  });

  test('may be a handler that calls back', async () => {
    const { invoke } = await runtimeWith(
      "exports.handler = (e, c, callback) => setImmediate(() => callback(null, 'called'));",
    );
    expect((await invoke({})).payload).toBe('"called"');
  });

  test('answers null when the function has nothing left to wait for', async () => {
    const { invoke } = await runtimeWith('exports.handler = () => new Promise(() => {});');
    expect(await invoke({})).toMatchObject({ payload: 'null' });
  });

  test('may be an ES module', async () => {
    const folder = await folderBundle({
      'main.mjs': "import { sep } from 'node:path'; export const run = async () => sep;",
    });
    const { invoke } = await runtimeWith('', { codeFolder: folder, handler: 'main.run' });
    expect((await invoke({})).payload).toBe('"/"');
  });
});

describe('a failing function', () => {
  test('that throws is answered for with type, message and trace', async () => {
    const { invoke } = await runtimeWith(
      "exports.handler = async () => { throw new TypeError('bad order'); };",
    );
    const result = await invoke({});
    expect(result.functionError).toBe('Unhandled');
    expect(JSON.parse(result.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'bad order',
      trace: expect.arrayContaining(['TypeError: bad order']),
    });
    expect((await invoke({})).functionError).toBe('Unhandled');
  });

  test('that runs over its time is killed, and the next invocation works', async () => {
    const { invoke } = await runtimeWith(
      'exports.handler = async (e) => { while (e.spin) ; return process.pid; };',
      { timeout: 1 },
    );
    const before = Number((await invoke({})).payload);
    const result = await invoke({ spin: true });
    expect(JSON.parse(result.payload)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${result.requestId} Error: Task timed out after 1.00 seconds`,
    });
    expect(alive(before)).toBe(false);
    expect(Number((await invoke({})).payload)).not.toBe(before);
  });

  test('that exits is named with its status', async () => {
    const { invoke } = await runtimeWith('exports.handler = async () => process.exit(3);');
    const result = await invoke({});
    expect(JSON.parse(result.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${result.requestId} Error: Runtime exited with error: exit status 3`,
    });
  });

  test('that takes more than its memory ends without taking the cloud along', async () => {
    const { invoke } = await runtimeWith(
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e6).fill(0)); };',
      { timeout: 30 },
    );
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({
      errorType: 'Runtime.ExitError',
    });
  });

  test('that throws outside of its promise is answered for', async () => {
    const { invoke } = await runtimeWith(
      "exports.handler = () => new Promise(() => setImmediate(() => { throw new Error('loose'); }));",
    );
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({ errorMessage: 'loose' });
  });

  test('that leaves a rejection unhandled is answered for', async () => {
    const { invoke } = await runtimeWith(
      "exports.handler = () => { Promise.reject(new Error('lost')); return new Promise((r) => setTimeout(r, 500)); };",
    );
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    });
  });

  test('that answers with a circle is told', async () => {
    const { invoke } = await runtimeWith(
      'exports.handler = async () => { const a = {}; a.a = a; return a; };',
    );
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({
      errorType: 'Runtime.MarshalError',
    });
  });

  test('that answers with more than 6 MB is told', async () => {
    const { invoke } = await runtimeWith("exports.handler = async () => 'x'.repeat(7e6);");
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect((await invoke({})).functionError).toBe('Unhandled');
  });

  test.each([
    ['throws at load', "throw new RangeError('at load');", 'index.handler', 'RangeError'],
    ['does not parse', 'exports.handler = ;', 'index.handler', 'Runtime.UserCodeSyntaxError'],
    ['misses a module', "require('nope');", 'index.handler', 'Runtime.ImportModuleError'],
    ['has no such file', '', 'other.handler', 'Runtime.ImportModuleError'],
    ['exports no such name', '', 'index.handler', 'Runtime.HandlerNotFound'],
    ['exports no function', 'exports.handler = 1;', 'index.handler', 'Runtime.HandlerNotFound'],
    ['has a bad handler name', '', 'index', 'Runtime.MalformedHandlerName'],
    ['exits at load', 'process.exit(1);', 'index.handler', 'Runtime.ExitError'],
  ])('whose bundle %s is answered for', async (_what, source, handler, errorType) => {
    const { invoke } = await runtimeWith(source, { handler });
    const result = await invoke({});
    expect(result.functionError).toBe('Unhandled');
    expect(JSON.parse(result.payload)).toMatchObject({ errorType });
  });
});

describe('logs', () => {
  test('come line by line with the request id, all before the answer', async () => {
    const { invoke, events } = await runtimeWith(
      `exports.handler = async () => {
        console.log('first', { a: 1 });
        process.stdout.write('raw ü\\n');
        console.error('last');
      };`,
    );
    const { requestId, logTail } = await invoke({});
    const lines = events.filter((event) => event.type === 'function-log');
    expect(lines.every((event) => event.requestId === requestId)).toBe(true);
    expect(lines.map((event) => event.line)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^\\d{4}-.*Z\t${requestId}\tINFO\tfirst { a: 1 }$`),
        'raw ü',
        expect.stringMatching(`\t${requestId}\tERROR\tlast$`),
      ]),
    );
    expect(lines).toHaveLength(3);
    expect(logTail).toMatch(/^START RequestId: .*\n[\s\S]*raw ü\n[\s\S]*END RequestId: .*\nREPORT/);
  });
});

test('the SDK’s warning about old versions of Node.js stays out of the log', async () => {
  const { invoke, events } = await runtimeWith(
    `const { SQSClient } = require(${JSON.stringify(require.resolve('@aws-sdk/client-sqs'))});
    exports.handler = async () => { new SQSClient({ region: 'x' }); await new Promise(setImmediate); };`,
  );
  await invoke({});
  expect(events.filter((event) => event.type === 'function-log')).toEqual([]);
});

test('a function whose log format is JSON logs an object a line', async () => {
  const { invoke, events } = await runtimeWith(
    "exports.handler = async () => { console.warn('careful', 1); console.log({ a: 1 }); };",
    { environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON' } },
  );
  const { requestId } = await invoke({});
  const lines = events.flatMap((event) => (event.type === 'function-log' ? [event.line] : []));
  const head = { timestamp: expect.any(String), requestId };
  expect(lines.map((line) => JSON.parse(line)).sort((a) => (a.level === 'WARN' ? -1 : 1))).toEqual([
    { ...head, level: 'WARN', message: 'careful 1' },
    { ...head, level: 'INFO', message: { a: 1 } },
  ]);
});

test('every line of a long log is there, with its request id, before the answer', async () => {
  const { invoke, events } = await runtimeWith(
    "exports.handler = async () => { for (let i = 0; i < 20000; i += 1) console.log('line', i); };",
  );
  const { requestId, logTail } = await invoke({});
  const lines = events.filter((event) => event.type === 'function-log');
  expect(lines.filter((event) => event.requestId === requestId)).toHaveLength(20_000);
  expect(logTail).toContain('line 19999');
  expect(Buffer.byteLength(logTail)).toBeLessThanOrEqual(4096);
});

test('a function that is replaced while it runs finishes, and its child is not used again', async () => {
  const { runtime, invoke } = await runtimeWith(
    'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return process.pid; };',
  );
  const running = invoke({});
  runtime.define({
    functionName: 'f',
    functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
    version: '$LATEST',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    codeFolder: await folderBundle({ 'index.js': "exports.handler = async () => 'new';" }),
    memorySize: 128,
    timeout: 3,
    environment: {},
  });
  expect((await invoke({})).payload).toBe('"new"');
  const pid = Number((await running).payload);
  await eventually(() => (alive(pid) ? undefined : true), 'the old child to end');
});

describe('concurrency', () => {
  const slow =
    'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return 1; };';

  test('over the reserved number is throttled', async () => {
    const { invoke } = await runtimeWith(slow, { reservedConcurrency: 1 });
    const first = invoke({});
    await expect(invoke({})).rejects.toMatchObject({
      status: 429,
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
    });
    expect((await first).payload).toBe('1');
    expect((await invoke({})).payload).toBe('1');
  });

  test('over the account’s number is throttled', async () => {
    const { invoke } = await runtimeWith(slow, { accountConcurrency: 1 });
    const first = invoke({});
    await expect(invoke({})).rejects.toMatchObject({
      members: { Reason: 'ConcurrentInvocationLimitExceeded' },
    });
    await first;
    expect((await invoke({})).payload).toBe('1');
  });
});

describe('an injected fault', () => {
  const counts = 'let n = 0; exports.handler = async () => { n += 1; return n; };';

  test('fails the invocations that contain its key, as often as asked', async () => {
    const { runtime, invoke } = await runtimeWith(counts);
    runtime.injectFault('f', { match: 'order-7', kind: 'error', times: 2 });
    expect((await invoke({ id: 'order-8' })).payload).toBe('1');
    expect((await invoke({ id: 'order-7' })).functionError).toBe('Unhandled');
    expect((await invoke({ id: 'order-7' })).functionError).toBe('Unhandled');
    expect((await invoke({ id: 'order-7' })).payload).toBe('2');
  });

  test('of the kind crash loses the answer of a function that ran', async () => {
    const { runtime, invoke, events } = await runtimeWith(
      "exports.handler = async () => { console.log('effect'); return 1; };",
    );
    runtime.injectFault('f', { match: () => true, kind: 'crash', times: 1 });
    expect(JSON.parse((await invoke({})).payload)).toMatchObject({
      errorType: 'Runtime.ExitError',
    });
    expect(events.some((event) => event.type === 'function-log')).toBe(true);
    expect((await invoke({})).payload).toBe('1');
  });

  test('of the kind slow delays', async () => {
    const { runtime, invoke } = await runtimeWith(counts);
    runtime.injectFault('f', { match: 'x', kind: 'slow', delayMs: 200, times: 1 });
    const start = performance.now();
    await invoke({ x: 1 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(199);
  });
});

test('an aborted invocation ends its child', async () => {
  const { runtime, invoke } = await runtimeWith(
    'exports.handler = async (e) => { if (e.pid) return process.pid; await new Promise((r) => setTimeout(r, 60000)); };',
    { timeout: 60 },
  );
  const pid = Number((await invoke({ pid: true })).payload);
  const abort = new AbortController();
  const running = runtime.invoke('f', '{}', { signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  expect((await running).functionError).toBe('Unhandled');
  expect(alive(pid)).toBe(false);
});

test('a function that is removed leaves no child behind', async () => {
  const { runtime, invoke } = await runtimeWith('exports.handler = async () => process.pid;');
  const pid = Number((await invoke({})).payload);
  runtime.remove('f');
  await eventually(() => (alive(pid) ? undefined : true), 'the child to end');
  await expect(invoke({})).rejects.toMatchObject({ status: 404 });
});

test('stopping leaves no child behind', async () => {
  const { runtime, invoke } = await runtimeWith('exports.handler = async () => process.pid;');
  const pid = Number((await invoke({})).payload);
  expect(alive(pid)).toBe(true);
  await runtime.stop();
  expect(alive(pid)).toBe(false);
});
