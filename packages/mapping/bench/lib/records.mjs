export const streamArn =
  'arn:aws:dynamodb:eu-central-1:000000000000:table/Orders/stream/2026-01-02T03:04:05.678';

const first = 100_000_000_000_000_000_000n;

/** An order's INSERT, about 600 bytes as JSON. */
export function orderRecord(number, createdAt) {
  const orderId = { S: `order-${number % 5000}` };
  return {
    eventID: String(number).padStart(32, '0'),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      ApproximateCreationDateTime: createdAt,
      Keys: { orderId },
      NewImage: {
        orderId,
        customerId: { S: 'customer-17' },
        status: { S: 'PLACED' },
        total: { N: '1299' },
        currency: { S: 'EUR' },
        version: { N: '1' },
      },
      SequenceNumber: String(first + BigInt(number)),
      SizeBytes: 120,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn,
  };
}
