// Writes orders evenly at a rate, 25 a request, as a busy service does: `node writer-process.mjs endpoint table rate`.
import { Agent, request } from 'node:http';

const [endpoint, tableName, rate] = process.argv.slice(2);
const PER_SECOND = Number(rate);
const PER_REQUEST = 25;
const ORDERS = 500;
const IN_FLIGHT = 8;
const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=bench/20261124/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20261124T000000Z',
  'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
};
const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

function orderOf(number) {
  const at = new Date().toISOString();
  return {
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
}

function send(body) {
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { agent, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`BatchWriteItem: ${answer.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

const began = performance.now();
let number = 0;
let inFlight = 0;

async function writeNext() {
  const requests = Array.from({ length: PER_REQUEST }, (_, at) => ({
    PutRequest: { Item: orderOf(number + at) },
  }));
  number += PER_REQUEST;
  inFlight += 1;
  await send({ RequestItems: { [tableName]: requests } });
  inFlight -= 1;
  if (process.connected) process.send({ written: PER_REQUEST });
}

setInterval(() => {
  const due = ((performance.now() - began) / 1_000) * PER_SECOND;
  while (number + PER_REQUEST <= due && inFlight < IN_FLIGHT) void writeNext();
}, 5);
process.on('disconnect', () => process.exit(0));
