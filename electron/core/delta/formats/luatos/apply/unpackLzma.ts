import { decompress } from 'lzma1';
import { damagedOta } from './damaged.ts';

/**
 * Unpacks one raw stream to exactly `sizeBytes` bytes. The library allocates what a header asks for, so it gets one of ours:
 * the length that is wanted, and a dictionary no larger than that, which refuses the same distances.
 */
export function unpackLzma(
  props: Uint8Array,
  stream: Uint8Array,
  sizeBytes: number,
  offset: number,
): Uint8Array {
  const first = props[0] ?? 0;
  // the library reads this byte as signed, and the field has only 0x66
  if (first > 0x7f) throw damagedOta('block.props', offset, 'at most 0x7f', first);
  const dictionaryBytes = new DataView(props.buffer, props.byteOffset, props.length).getUint32(1, true);
  const alone = Buffer.alloc(13 + stream.length);
  alone.writeUInt8(first, 0);
  alone.writeUInt32LE(Math.min(dictionaryBytes, Math.max(sizeBytes, 4096)), 1);
  alone.writeUInt32LE(sizeBytes, 5);
  alone.set(stream, 13);
  const bytes = decode(alone, offset);
  if (bytes.length !== sizeBytes) throw damagedOta('block.length', offset, sizeBytes, bytes.length);
  return bytes;
}

function decode(alone: Uint8Array, offset: number): Uint8Array {
  try {
    return decompress(alone);
  } catch (cause) {
    throw damagedOta('block.stream', offset, 'an LZMA stream', String(cause));
  }
}
