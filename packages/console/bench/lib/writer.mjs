import { Agent, request } from 'node:http';

const authorization =
  'AWS4-HMAC-SHA256 Credential=bench/20261124/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const ORDERS = 500;
const IN_FLIGHT = 16;

function put(endpoint, agent, tableName, number) {
  const at = new Date().toISOString();
  const Item = {
    orderId: { S: `order-${number % ORDERS}` },
    customerId: { S: `customer-${number % 7}` },
    status: { S: number < ORDERS ? 'PLACED' : 'PAID' },
    items: {
      L: [{ M: { sku: { S: 'millstone' }, quantity: { N: '1' }, unitPrice: { N: '1900' } } }],
    },
    total: { N: '1900' },
    currency: { S: 'EUR' },
    createdAt: { S: at },
    updatedAt: { S: at },
    version: { N: String(number + 1) },
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      endpoint,
      {
        agent,
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-date': '20261124T000000Z',
          'x-amz-target': 'DynamoDB_20120810.PutItem',
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`PutItem: ${answer.statusCode}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ TableName: tableName, Item }));
  });
}

/** Writes orders evenly at a rate, as far as the road can take them, until it is stopped. */
export function startWriter({ endpoint, tableName, perSecond }) {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const writer = { written: 0, stop: async () => undefined };
  const began = performance.now();
  let number = 0;
  let inFlight = 0;
  let failure;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * perSecond;
    while (number < due && inFlight < IN_FLIGHT) {
      inFlight += 1;
      put(endpoint, agent, tableName, number).then(
        () => {
          inFlight -= 1;
          writer.written += 1;
        },
        (error) => {
          failure = error;
        },
      );
      number += 1;
    }
  }, 2);
  writer.stop = async () => {
    clearInterval(timer);
    agent.destroy();
    if (failure !== undefined) throw failure;
  };
  return writer;
}
