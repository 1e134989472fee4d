import { s3Error } from './s3-error.js';

/**
 * Takes the `aws-chunked` framing off a body: each chunk is `<hex size>[;signature]`, a line end, the
 * bytes, a line end; a chunk of size 0 and optional trailers end it. SDKs send bodies of unknown
 * length and bodies with a trailing checksum this way.
 * @throws AwsError 400 IncompleteBody.
 */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    const line = lineEnd < 0 ? '' : body.toString('latin1', position, lineEnd);
    const size = /^[0-9a-f]{1,8}(?=;|$)/i.exec(line)?.[0];
    if (size === undefined) throw s3Error('IncompleteBody');
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    const end = start + length;
    if (body.toString('latin1', end, end + 2) !== '\r\n') throw s3Error('IncompleteBody');
    chunks.push(body.subarray(start, end));
    position = end + 2;
  }
}
