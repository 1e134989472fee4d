// One DynamoDB over HTTP in a process of its own: `millrace` (streams on) or bare `dynalite`.
const { createServer } = require('node:http');

const [subject] = process.argv.slice(2);

async function serverOf(name) {
  if (name === 'dynalite') {
    return require('dynalite')({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  }
  const { createTableService } = require('../../dist/table/index.js');
  const service = await createTableService({ region: 'us-east-1' });
  return createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { method, url, headers } = request;
      const answer = await service.handle({ method, url, headers, body: Buffer.concat(chunks) });
      const length = Buffer.byteLength(answer.body);
      response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
      response.end(answer.body);
    });
  });
}

serverOf(subject).then((server) => {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
process.on('message', () => process.send({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
