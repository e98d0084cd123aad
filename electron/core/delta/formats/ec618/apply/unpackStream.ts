import { createRequire } from 'node:module';
import { enforceBlockRule, type StreamReport, walkBlocks } from '../../../bzip2/blockRule.ts';
import { BlockRuleError } from '../../../bzip2/blockRuleError.ts';
import { damagedPackage } from './damaged.ts';
import type { StoredPart } from './readPayload.ts';

/** The two entry points of seek-bzip that are used; the package brings no types. */
interface SeekBzip {
  decode(input: Uint8Array, output: { writeByte(byte: number): void }): unknown;
}

const seekBzip: SeekBzip = createRequire(import.meta.url)('seek-bzip');

/** 32 KiB of NEW in records of one byte each would need 13 bytes per byte of NEW; nothing sane comes near. */
const mostContentBytes = 13 * 32 * 1024;

/** The block rule on one part's stream: level 1, blocks up to 8192 bytes, nothing behind the stream. */
export function judgeStream(part: StoredPart): StreamReport {
  try {
    const report = walkBlocks(part.stream);
    enforceBlockRule(report);
    if (report.sizeBytes !== part.stream.length) {
      const expected = `${report.sizeBytes} bytes`;
      throw new BlockRuleError('trailingBytes', report.sizeBytes, expected, `${part.stream.length} bytes`);
    }
    return report;
  } catch (error) {
    if (!(error instanceof BlockRuleError)) throw error;
    const { rule, byteOffset, expected, found } = error;
    throw damagedPackage({ check: `bzip2.${rule}`, offset: part.streamOffset + byteOffset, expected, found });
  }
}

/** Unpacks a stream that passed `judgeStream`; its CRCs are checked by the library. */
export function unpackStream(part: StoredPart): Uint8Array {
  const content = new Uint8Array(mostContentBytes);
  let size = 0;
  const output = {
    writeByte(byte: number): void {
      if (size === mostContentBytes) throw new RangeError(`more than ${mostContentBytes} bytes`);
      content[size] = byte;
      size++;
    },
  };
  try {
    seekBzip.decode(part.stream, output);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw damagedPackage({
      check: 'bzip2.content',
      offset: part.streamOffset,
      expected: 'a valid stream',
      found,
    });
  }
  return content.subarray(0, size);
}
