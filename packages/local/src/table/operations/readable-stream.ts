import { RETENTION_MS } from '../streams/retention.js';
import type { TableStream } from '../streams/table-stream.js';
import type { OperationContext } from './operation.js';

/**
 * The stream as it may be read now: what is past its 24 hours is gone, whether or not housekeeping
 * has come by.
 *
 * @throws AwsError ResourceNotFoundException
 */
export async function readableStream(
  { catalog, clock, writer }: OperationContext,
  arn: string,
): Promise<TableStream> {
  const stream = catalog.get(arn);
  if (!stream.hasBefore(clock.now() - RETENTION_MS)) return stream;
  await writer.trim(stream);
  return catalog.get(arn);
}
