/** CRC-32 as bzip2 uses it: polynomial 0x04C11DB7, most significant bit first, all ones before and inverted after. */

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** CRC of one block's plain bytes (before the first run-length step), unsigned. */
export function blockCrc(bytes: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = (crc << 8) ^ (table[(crc >>> 24) ^ (bytes[i] ?? 0)] ?? 0);
  return ~crc >>> 0;
}

/** The stream's CRC after one more block. */
export function combineCrc(streamCrc: number, crcOfBlock: number): number {
  return (((streamCrc << 1) | (streamCrc >>> 31)) ^ crcOfBlock) >>> 0;
}
