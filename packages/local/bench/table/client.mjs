import { Agent, request } from 'node:http';

/** The leanest client there is, so that the server is what is measured. */
export function connect(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const call = (target, input) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          agent,
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': target,
            'x-amz-date': '20260301T120000Z',
            authorization:
              'AWS4-HMAC-SHA256 Credential=a/b/us-east-1/dynamodb/d, SignedHeaders=e, Signature=f',
          },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(JSON.parse(text));
            else reject(new Error(`${target}: ${response.statusCode} ${text}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    tables: (operation, input) => call(`DynamoDB_20120810.${operation}`, input),
    streams: (operation, input) => call(`DynamoDBStreams_20120810.${operation}`, input),
    close: () => agent.destroy(),
  };
}
