import zlib from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** The CRC-32 that DynamoDB sends of its answer in `x-amz-crc32`. */
export function crc32(text: string): number {
  // Node before 20.15 does not have it; the types know newer ones only.
  const native: typeof zlib.crc32 | undefined = zlib.crc32;
  return native === undefined ? portableCrc32(text) : native(text);
}

/** The same for a Node whose zlib does not offer it. */
export function portableCrc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
