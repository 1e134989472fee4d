import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jsonLines, runCli, startCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { LocalCloud } from './support/local-cloud.js';
import { Millrace } from './support/millrace.js';

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
});
afterAll(() => local.stop());

interface Line {
  readonly kind: string;
  readonly keys: { readonly id: string };
  readonly difference: readonly unknown[];
}

describe('millrace tail', () => {
  test('shows what is written from now on, and what differs', async () => {
    await local.createTable('now');
    await local.put('now', 'before');
    const cli = startCli(local.endpoint, ['tail', 'now', '--shards', '--count', '3']);
    await eventually(() => cli.printed().stderr.includes('shard-opened'), 'the tail to read');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await local.put('now', 'a', { status: 'PLACED' });
    await local.put('now', 'a', { status: 'PAID' });
    await local.remove('now', 'a');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(0);
    const lines = stdout
      .split('\n')
      .map((line) => line.replace(/^\S+Z /, '').replace(/ shardId.*/, ''));
    expect(lines.filter((line) => !line.includes('id "')).slice(-7)).toEqual([
      'INSERT id="a"',
      '    + status "PLACED"',
      'MODIFY id="a"',
      '    ~ status "PLACED" → "PAID"',
      'REMOVE id="a"',
      '    - status "PAID"',
      '',
    ]);
  });

  test('ends without a word when its reader has seen enough', async () => {
    await local.createTable('unread');
    for (const id of ['a', 'b']) await local.put('unread', id);
    const millrace = new Millrace([
      ...['tail', 'unread', '--horizon', '--json'],
      ...['--endpoint', local.endpoint, '--region', 'eu-central-1'],
    ]);
    await millrace.object(({ kind }) => kind === 'insert');
    millrace.process.stdout?.destroy();
    const writing = setInterval(() => void local.put('unread', 'b', { at: `${Date.now()}` }), 50);
    const { code, err } = await millrace.ended();
    clearInterval(writing);
    expect({ code, complaint: /EPIPE|Error/.test(err) }).toEqual({ code: 141, complaint: false });
  });

  test('reads from the horizon what the pattern lets through, as AWS matches it', async () => {
    await local.createTable('filtered');
    for (const id of ['a', 'b']) {
      await local.put('filtered', id);
      await local.put('filtered', id, { status: 'PAID' });
    }
    const pattern = '{"dynamodb":{"NewImage":{"status":{"S":["PAID"]}}}}';
    const { stdout } = await runCli(local.endpoint, [
      ...['tail', 'filtered', '--horizon', '--filter', pattern, '--json', '--count', '2'],
    ]);
    const changes = jsonLines<Line>(stdout);
    expect(changes.map(({ kind, keys }) => `${kind} ${keys.id}`).sort()).toEqual([
      'modify a',
      'modify b',
    ]);
    expect(changes[0]?.difference).toEqual([{ path: 'status', after: 'PAID' }]);
  });

  test('follows an item through splits and rolls, and loses and repeats nothing', async () => {
    await local.createTable('split');
    const cli = startCli(local.endpoint, ['tail', 'split', '--horizon', '--json', '--count', '60']);
    for (let round = 0; round < 6; round += 1) {
      for (let id = 0; id < 10; id += 1) await local.put('split', `i${id}`, { round: `${round}` });
      if (round === 1) await local.cloud.splitShard('split');
      if (round === 3) await local.cloud.rollShards('split');
    }
    const changes = jsonLines<{ keys: { id: string }; newImage: { round: string } }>(
      (await cli.ended).stdout,
    );
    for (let id = 0; id < 10; id += 1) {
      const rounds = changes.filter(({ keys }) => keys.id === `i${id}`);
      expect(rounds.map(({ newImage }) => newImage.round)).toEqual(['0', '1', '2', '3', '4', '5']);
    }
  });

  test('ends after so many changes, however many come at once', async () => {
    await local.createTable('many');
    for (let at = 0; at < 20; at += 1) await local.put('many', 'same', { at: String(at) });
    const { code, stdout } = await runCli(local.endpoint, [
      ...['tail', 'many', '--horizon', '--json', '--count', '3'],
    ]);
    expect(code).toBe(0);
    expect(jsonLines<Line>(stdout).map(({ kind }) => kind)).toEqual(['insert', 'modify', 'modify']);
  });

  test('does not take a table of another account for one of the same name here', async () => {
    const streamArn = await local.createTable('ours');
    const tableArn = streamArn.replace(/\/stream.*/, '');
    const theirs = tableArn.replace(/:\d{12}:/, ':999999999999:');
    const { code, stderr } = await runCli(local.endpoint, ['tail', theirs, '--horizon']);
    expect(stderr).toContain(`${theirs} is not the table that these credentials reach`);
    expect(stderr).toMatch(/\[TABLE_ELSEWHERE\]/);
    expect(code).toBe(1);
    const { code: ours } = await runCli(local.endpoint, ['tail', tableArn, '--for', '100ms']);
    expect(ours).toBe(0);
  });

  test('shows the keys of a stream that carries nothing else', async () => {
    await local.createTable('keys-only', 'KEYS_ONLY' as never);
    await local.put('keys-only', 'a');
    const { code, stdout } = await runCli(local.endpoint, [
      ...['tail', 'keys-only', '--horizon', '--count', '1'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/INSERT id="a"\n.*no image to compare/);
  });

  test('warns before it becomes the third reader', async () => {
    const streamArn = await local.createTable('crowded');
    for (const name of ['one', 'two']) {
      await local.createFunction(name, 'exports.handler = async () => ({});');
      await local.lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: name,
          EventSourceArn: streamArn,
          StartingPosition: 'LATEST',
        }),
      );
    }
    const { stderr } = await runCli(local.endpoint, ['tail', 'crowded', '--for', '100ms']);
    expect(stderr).toMatch(/warning 2 mappings read this stream already \((one, two|two, one)\)/);
  });

  test.each([
    ['there is no such table', ['tail', 'nowhere'], /no table nowhere .*\[TABLE_NOT_FOUND\]/],
    ['the pattern is none', ['tail', 'now', '--filter', '{"a":'], /filter pattern/],
    ['the time is none', ['tail', 'now', '--since', 'noon'], /--since .*\[INVALID_TIME\]/],
    ['the time is yet to come', ['tail', 'now', '--since', '2126-01-01'], /yet to come/],
    [
      'the stream is gone',
      ['tail', 'arn:aws:dynamodb:eu-central-1:000000000000:table/now/stream/2020'],
      /Give the table's name .*\[STREAM_NOT_FOUND\]/,
    ],
    ['two beginnings', ['tail', 'now', '--since', '1h', '--horizon'], /CONFLICTING_FLAGS/],
  ])('says in one line that %s', async (_case, args, message) => {
    const { code, stdout, stderr } = await runCli(local.endpoint, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('ends in order on Ctrl-C', async () => {
    const cli = startCli(local.endpoint, ['tail', 'now', '--shards']);
    await eventually(() => cli.printed().stderr.includes('shard-opened'), 'the tail to read');
    cli.child.kill('SIGINT');
    expect((await cli.ended).code).toBe(0);
  });
});
