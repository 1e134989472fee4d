import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually } from './support/eventually.js';
import { writeStack } from './support/stack.js';

/** A program that brings the cloud up and says the process id of its function's child. */
const program = `
const { startCloud } = require(${JSON.stringify(join(__dirname, '..', 'dist', 'index.js'))});
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
startCloud({ stackFile: process.argv[1] }).then(async (cloud) => {
  const lambda = new LambdaClient({ endpoint: cloud.endpoint, region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'consumer' }));
  process.stdout.write(Payload.transformToString() + '\\n');
  lambda.send(new InvokeCommand({ FunctionName: 'consumer', Payload: '{"spin":true}' }));
});`;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a child that never yields ends with its parent, even after kill -9', async () => {
  const stackFile = await writeStack({
    source: 'exports.handler = async (e) => { while (e.spin) ; return process.pid; };',
    function: { timeout: 900 },
  });
  const parent = spawn(process.execPath, ['-e', program, stackFile], {
    cwd: join(__dirname, '..'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  parent.stdout.on('data', (chunk) => {
    output += chunk;
  });
  try {
    const pid = await eventually(() => Number(output.split('\n')[0]) || undefined, 'the child');
    // The spinning invocation is on its way; give it the time to arrive.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(alive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => (alive(pid) ? undefined : true), 'the child to end');
  } finally {
    parent.kill('SIGKILL');
  }
});
