import type { IncomingMessage } from 'node:http';
import { AwsError } from '../wire/aws-error.js';

/** Reads a request's body whole. @throws AwsError 413 as soon as it is known to be over `limit` bytes. */
export async function readBody(message: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(message.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}

function tooLarge(limit: number): AwsError {
  return new AwsError(
    413,
    'RequestEntityTooLarge',
    `The request body is larger than the ${limit} bytes that this service takes.`,
  );
}
