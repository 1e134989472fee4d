import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenedConsole, openConsole } from './support.js';

let opened: OpenedConsole;
beforeAll(async () => {
  opened = await openConsole();
});
afterAll(async () => {
  await opened.close();
  expect(opened.faults).toEqual([]);
});

/** Puts a failure record into the queue, as a mapping writes it, and redrives it. */
async function redrive(batch: Readonly<Record<string, unknown>>) {
  const queue = opened.cloud.queues.find('failures');
  const streamArn = opened.heard.hello?.frame.road.tables[0]?.streamArn;
  const message = queue?.send({
    body: JSON.stringify({
      requestContext: {
        functionArn: `arn:aws:lambda:eu-west-1:${opened.cloud.accountId}:function:consumer`,
      },
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000001764000000000-0123abcd',
        startSequenceNumber: '100000000000000000000001',
        endSequenceNumber: '100000000000000000000002',
        streamArn,
        ...batch,
      },
    }),
  });
  const answer = await opened.act({
    type: 'redrive',
    queueUrl: `${opened.cloud.endpoint}/${opened.cloud.accountId}/failures`,
    messageId: message?.messageId ?? '',
  });
  return { answer, visible: queue?.counts().visible };
}

describe('a redrive of what cannot be read', () => {
  test('says so when the shard is gone, and gives the message back', async () => {
    const { answer, visible } = await redrive({});
    expect(answer).toMatchObject({ status: 409, code: 'RECORDS_TRIMMED' });
    expect(visible).toBe(1);
  });

  test('says why the stream refuses, and gives the message back', async () => {
    const { answer, visible } = await redrive({ shardId: 'no-shard' });
    expect(answer).toMatchObject({
      status: 409,
      code: 'STREAM_REFUSED',
      message: expect.stringContaining('The batch stays in the queue'),
    });
    expect(visible).toBe(2);
  });

  test('takes a message without sequence numbers for no failure record', async () => {
    const { answer } = await redrive({ startSequenceNumber: 'the first' });
    expect(answer).toMatchObject({ status: 404, code: 'NO_SUCH_FAILURE' });
  });
});
