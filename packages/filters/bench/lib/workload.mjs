/** Five patterns that a team would write, and five records of 1 KB that some of them let through. */
export const patterns = [
  { eventName: ['INSERT', 'REMOVE'] },
  { dynamodb: { NewImage: { status: { S: ['PAID', 'SHIPPED'] } } } },
  {
    eventName: ['MODIFY'],
    dynamodb: {
      NewImage: { status: { S: ['SHIPPED'] } },
      OldImage: { status: { S: [{ 'anything-but': ['SHIPPED'] }] } },
    },
  },
  {
    dynamodb: {
      NewImage: { customerId: { S: [{ prefix: 'vip-' }] }, note: { S: [{ exists: false }] } },
    },
  },
  {
    dynamodb: {
      ApproximateCreationDateTime: [{ numeric: ['>=', 1_700_000_000] }],
      Keys: { orderId: { S: [{ suffix: '7' }] } },
    },
  },
];

function image(index, status) {
  return {
    orderId: { S: `ord-100${index}` },
    customerId: { S: index % 2 === 0 ? `vip-${index}` : `cust-${index}` },
    status: { S: status },
    total: { N: String(4200 + index) },
    currency: { S: 'EUR' },
    createdAt: { S: '2026-11-24T10:00:00.000Z' },
    updatedAt: { S: '2026-11-24T10:05:00.000Z' },
    version: { N: '3' },
    items: {
      L: [
        { M: { sku: { S: 'A-1' }, quantity: { N: '2' }, unitPrice: { N: '1999' } } },
        { M: { sku: { S: 'B-7' }, quantity: { N: '1' }, unitPrice: { N: '202' } } },
      ],
    },
  };
}

const statuses = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'];

const made = ['INSERT', 'MODIFY', 'MODIFY', 'REMOVE', 'MODIFY'].map((eventName, index) => ({
  eventID: '7de3041dd709b024af6f29e4fa13d34c',
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-west-1',
  dynamodb: {
    ApproximateCreationDateTime: 1_732_442_400 + index,
    Keys: { orderId: { S: `ord-100${index}` } },
    ...(eventName === 'REMOVE' ? {} : { NewImage: image(index, statuses[index]) }),
    ...(eventName === 'INSERT' ? {} : { OldImage: image(index, 'PLACED') }),
    SequenceNumber: `11100000000000000000${index}`,
    SizeBytes: 512,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
  eventSourceARN:
    'arn:aws:dynamodb:eu-west-1:123456789012:table/Orders/stream/2026-11-24T10:00:00.000',
}));

/** As they come out of a JSON text, which is how they reach a mapping. */
export const records = JSON.parse(JSON.stringify(made));
