const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** The module's checksum: over whole words, a rest counts as if filled up with zeros (luat-formats 7.1). */
export function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  const words = (bytes.length + 3) & ~3;
  for (let i = 0; i < words; i++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  return crc >>> 0;
}

/** CRC-32 of a gzip trailer. */
export function gzipCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
