import { createRequire } from 'node:module';
import { decompress } from 'lzma1';
import { enforceBlockRule, walkBlocks } from '../../../bzip2/blockRule.ts';
import { BlockRuleError } from '../../../bzip2/blockRuleError.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';

/** The entry point of seek-bzip that is used; the package brings no types. */
interface SeekBzip {
  decode(input: Uint8Array, output: { writeByte(byte: number): void }): unknown;
}

const seekBzip: SeekBzip = createRequire(import.meta.url)('seek-bzip');

/**
 * Unpacks one bzip2 stream under the module's block rule (level 1, blocks up to 8192 bytes). What follows the stream is
 * ignored, as the module does (ec7xx-delta 0). `offset` is the stream's place in the file.
 */
export function unpackBzip2(stream: Uint8Array, offset: number, mostBytes: number): Uint8Array {
  const sizeBytes = judgeBlocks(stream, offset);
  const content = new Uint8Array(mostBytes);
  let size = 0;
  const output = {
    writeByte(byte: number): void {
      if (size === mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
      content[size] = byte;
      size++;
    },
  };
  try {
    seekBzip.decode(stream.subarray(0, sizeBytes), output);
  } catch (error) {
    throw invalid('bzip2.content', offset, error);
  }
  return content.slice(0, size);
}

function judgeBlocks(stream: Uint8Array, offset: number): number {
  try {
    const report = walkBlocks(stream);
    enforceBlockRule(report);
    return report.sizeBytes;
  } catch (error) {
    if (!(error instanceof BlockRuleError)) throw error;
    const { rule, byteOffset, expected, found } = error;
    throw damagedPackage({ check: `bzip2.${rule}`, offset: offset + byteOffset, expected, found });
  }
}

/** lc 3, lp 0, pb 2, dictionary 64 KiB: the only setting that the module's images and packages use (ec7xx-delta 5). */
const properties = '5d00000100';

/** Unpacks LZMA-alone of at most `mostBytes`; `offset` is its place in the file. */
export function unpackLzma(stream: Uint8Array, offset: number, mostBytes: number): Uint8Array {
  const head = Buffer.from(stream.subarray(0, 13));
  const fault = (expected: string, found: string): Error =>
    damagedPackage({ check: 'lzma.head', offset, expected, found });
  if (head.length < 13) throw fault('13 bytes', `${head.length} bytes`);
  const found = head.toString('hex', 0, 5);
  if (found !== properties) throw fault(properties, found);
  const declared = head.readBigUInt64LE(5);
  if (declared > BigInt(mostBytes)) throw fault(`at most ${mostBytes} bytes`, `${declared}`);
  const content = decompressed(stream, offset);
  if (content.length !== Number(declared)) {
    const check = 'lzma.content';
    throw damagedPackage({ check, offset, expected: `${declared} bytes`, found: `${content.length} bytes` });
  }
  return content;
}

function decompressed(stream: Uint8Array, offset: number): Uint8Array {
  try {
    return decompress(stream);
  } catch (error) {
    throw invalid('lzma.content', offset, error);
  }
}

function invalid(check: string, offset: number, error: unknown): Error {
  const found = error instanceof Error ? error.message : String(error);
  return damagedPackage({ check, offset, expected: 'a valid stream', found });
}
