import { createRequire } from 'node:module';
import { PackageRefused } from '../luatAt/refusal.ts';

/**
 * The one use of seek-bzip here. Its typings would be an ambient module that all rooms share, so the few members are
 * typed beside their use. `dbufSize` is the capacity of one block after the first run-length step: the library sets
 * 100,000 per level as bzip2 does, the module's own build has 8192 (ec7xx-delta 0), and decoding under that capacity is
 * what makes the module refuse an ordinary `bzip2 -1` stream.
 */
interface BlockDecoder {
  dbufSize: number;
  readonly streamCRC: number;
  readonly reader: { read(bits: number): number };
  _init_block(): boolean;
  _read_bunzip(): unknown;
}
interface SeekBzip {
  new (input: { readByte(): number }, output: { writeByte(byte: number): void }): BlockDecoder;
}

const seekBzip: SeekBzip & { readonly Stream: new () => object } = createRequire(import.meta.url)(
  'seek-bzip',
);

/** Largest block, in bytes after bzip2's first run-length step, that the module has room for. */
export const largestBlockBytes = 8192;

/**
 * Decodes one bzip2 stream the way the module does.
 * @param most bytes that may come out
 * @throws PackageRefused `stream` when it is not `BZh1`, is damaged, has a block over 8192 bytes or unpacks to more
 */
export function decodeStream(stream: Uint8Array, most: number): Uint8Array {
  if (stream[0] !== 0x42 || stream[1] !== 0x5a || stream[2] !== 0x68 || stream[3] !== 0x31)
    throw new PackageRefused('stream', 'expected a level 1 bzip2 stream (BZh1)');
  const output = new Uint8Array(most);
  try {
    return output.subarray(0, decodeBlocks(stream, output));
  } catch (error) {
    if (error instanceof PackageRefused) throw error;
    throw new PackageRefused('stream', error instanceof Error ? error.message : String(error));
  }
}

function decodeBlocks(stream: Uint8Array, output: Uint8Array): number {
  let position = 0;
  let length = 0;
  const input = Object.assign(new seekBzip.Stream(), {
    readByte(): number {
      const byte = stream[position];
      if (byte === undefined) throw new PackageRefused('stream', 'stream is cut off');
      position += 1;
      return byte;
    },
  });
  const sink = {
    writeByte(byte: number): void {
      if (length >= output.length)
        throw new PackageRefused('stream', `stream unpacks to more than ${output.length} bytes`);
      output[length] = byte;
      length += 1;
    },
  };
  const decoder = new seekBzip(input, sink);
  decoder.dbufSize = largestBlockBytes;
  while (decoder._init_block()) decoder._read_bunzip();
  if (decoder.reader.read(32) >>> 0 !== decoder.streamCRC)
    throw new PackageRefused('stream', 'stream does not have its checksum');
  return length;
}
