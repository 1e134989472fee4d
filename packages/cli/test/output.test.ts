import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCli } from './support/cli.js';
import { freshFolder } from './support/handler-file.js';

const program = join(__dirname, '../bin/millrace.js');
const WITHOUT_AWS = {
  PATH: process.env['PATH'],
  HOME: '/nowhere',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs `millrace` with its stdout and stderr in files. */
function runInto(out: string, err: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const stdio = ['ignore', openSync(out, 'w'), openSync(err, 'w')] as const;
  const child = spawn(process.execPath, [program, ...args], { env, stdio: [...stdio] });
  return new Promise<number | null>((resolve) => child.on('close', resolve));
}

describe('what a command prints', () => {
  test('is one line of error when the disk of its output is full', async () => {
    const err = join(await freshFolder(), 'err');
    expect(await runInto('/dev/full', err, ['--help'], WITHOUT_AWS)).toBe(1);
    expect(readFileSync(err, 'utf8')).toMatch(
      /^error The output cannot be written: ENOSPC.* \[ENOSPC\]\n$/,
    );
  });

  test('has colours in a file only when they are forced', async () => {
    const folder = await freshFolder();
    const [out, err] = [join(folder, 'out'), join(folder, 'err')];
    const args = ['tail', 'orders', '--since', 'noon'];
    await runInto(out, err, args, WITHOUT_AWS);
    expect(readFileSync(err, 'utf8')).toMatch(/^error /);
    await runInto(out, err, args, { ...WITHOUT_AWS, FORCE_COLOR: '1' });
    expect(readFileSync(err, 'utf8')).toMatch(/^.\[31merror/);
  });

  test.each([
    ['no region', ['tail', 'orders'], 'NO_REGION'],
    ['no credentials', ['tail', 'orders', '--region', 'eu-central-1'], 'NO_CREDENTIALS'],
    ['a flag that is none', ['tail', 'orders', '--jsn'], 'WRONG_USE'],
  ])('is for people and for programs an error with a code: %s', async (_, args, code) => {
    const folder = await freshFolder();
    const [out, err] = [join(folder, 'out'), join(folder, 'err')];
    expect(await runInto(out, err, [...args, '--json'], WITHOUT_AWS)).toBe(1);
    const { error } = JSON.parse(readFileSync(out, 'utf8'));
    expect(error.code).toBe(code);
    expect(readFileSync(err, 'utf8')).toBe(`error ${error.message} [${code}]\n`);
  });
});

describe('an endpoint that takes the connection and says nothing', () => {
  const taken: Socket[] = [];
  const silent = createServer((socket) => void taken.push(socket));
  let endpoint: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(async () => {
    for (const socket of taken) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  test('does not keep a command from ending on Ctrl-C', async () => {
    const asked = new Promise((resolve) => silent.once('connection', resolve));
    const cli = startCli(endpoint, ['tail', 'orders']);
    await asked;
    cli.child.kill('SIGINT');
    await cli.ended;
    expect(cli.child.signalCode).toBe('SIGINT');
  });
});
