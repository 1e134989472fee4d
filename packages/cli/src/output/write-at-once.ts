import type { FileHandle } from 'node:fs/promises';

/**
 * Writes text with one call to the system, unless that takes less of it, so that what others append to the
 * file at the same time stands before or behind it. Node's own `writeFile` cuts it into pieces.
 */
export async function writeAtOnce(file: FileHandle, text: string): Promise<void> {
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length > 0) {
    const { bytesWritten } = await file.write(bytes);
    bytes = bytes.subarray(bytesWritten);
  }
}
