// An endpoint in a process of its own that serves waiting records by the Streams API and answers
// Lambda's Invoke with null, all of it prepared beforehand: what is measured is the mapping and the SDK.
import { createServer } from 'node:http';
import { orderRecord, streamArn } from './records.mjs';

const count = Number(process.argv[2]);
const now = Math.floor(Date.now() / 1000);
const pages = [];
for (let begin = 0; begin < count; begin += 1000) {
  const Records = Array.from({ length: Math.min(1000, count - begin) }, (_, n) => {
    const { eventSourceARN: _arn, ...record } = orderRecord(begin + n, now);
    return record;
  });
  pages.push(JSON.stringify({ Records, NextShardIterator: String(begin + Records.length) }));
}
const shard = {
  ShardId: 'shardId-00000000000000000001',
  SequenceNumberRange: { StartingSequenceNumber: '1' },
};

function answer(target, body) {
  switch (target.split('.')[1]) {
    case 'DescribeStream':
      return JSON.stringify({ StreamDescription: { StreamArn: streamArn, Shards: [shard] } });
    case 'GetShardIterator':
      return JSON.stringify({ ShardIterator: '0' });
    case 'GetRecords': {
      const { ShardIterator } = JSON.parse(body);
      const empty = JSON.stringify({ Records: [], NextShardIterator: ShardIterator });
      return pages[Number(ShardIterator) / 1000] ?? empty;
    }
    default:
      return 'null';
  }
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const body = target.endsWith('GetRecords') ? Buffer.concat(chunks).toString() : '';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.setHeader('x-amzn-requestid', 'r');
    response.end(answer(target, body));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit());
