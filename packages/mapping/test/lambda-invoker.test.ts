import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, expect, test } from '@jest/globals';
import { LambdaInvoker } from '../src/aws/lambda-invoker.js';
import { type Answer, AwsEndpoint } from './support/aws-endpoint.js';

const { signal } = new AbortController();
let endpoint: AwsEndpoint;
let client: LambdaClient;

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

async function invokerAnswering(answer: Answer): Promise<LambdaInvoker> {
  endpoint = await AwsEndpoint.listen(() => answer);
  client = new LambdaClient(endpoint.config);
  return new LambdaInvoker({ client, functionName: 'orders:live' });
}

test('the payload is sent as it is, to the function and its qualifier', async () => {
  const invoker = await invokerAnswering({
    headers: { 'x-amz-executed-version': '3' },
    body: 'null',
  });
  expect(await invoker.invoke('{"Records":[1.0]}', { signal })).toEqual({
    kind: 'success',
    requestId: 'request-7',
    statusCode: 200,
    executedVersion: '3',
    payload: 'null',
  });
  expect(endpoint.requests[0]).toMatchObject({
    method: 'POST',
    body: '{"Records":[1.0]}',
    url: expect.stringContaining('orders'),
  });
});

test('a function error is a result of its own', async () => {
  const invoker = await invokerAnswering({
    headers: { 'x-amz-function-error': 'Unhandled', 'x-amz-executed-version': '$LATEST' },
    body: '{"errorMessage":"no"}',
  });
  expect(await invoker.invoke('{}', { signal })).toMatchObject({
    kind: 'function-error',
    functionError: 'Unhandled',
    payload: '{"errorMessage":"no"}',
  });
});

test('a throttle is told apart from other refusals', async () => {
  const invoker = await invokerAnswering({
    status: 429,
    headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
    body: { Message: 'Rate Exceeded.' },
  });
  expect(await invoker.invoke('{}', { signal })).toMatchObject({
    kind: 'throttled',
    statusCode: 429,
  });
});

test('a service that fails is a service error', async () => {
  const invoker = await invokerAnswering({ status: 500, body: { Message: 'oops' } });
  expect(await invoker.invoke('{}', { signal })).toMatchObject({
    kind: 'service-error',
    statusCode: 500,
  });
});

test('a service that is not there is a service error too', async () => {
  const invoker = await invokerAnswering({});
  await endpoint.close();
  expect(await invoker.invoke('{}', { signal })).toMatchObject({
    kind: 'service-error',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
