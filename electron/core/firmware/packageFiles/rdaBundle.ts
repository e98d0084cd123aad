import { type ByteReader, createByteReader } from '../byteReader.ts';
import { damaged } from '../damaged.ts';
import { lzmaAloneSize, unpackLzmaAlone } from '../lzma.ts';
import type { UnpackBudget } from '../unpackBudget.ts';

/** Packed blocks of one bulk of `RDAOTA02` (luat-formats 6.2). */
export interface RdaBundle {
  readonly offset: number;
  /** As stored. */
  readonly sizeBytes: number;
  readonly unpackedBytes: number;
  readonly blocks: readonly RdaBlock[];
}

/** One block of new content, 64 KiB or less, made in place. */
export interface RdaBlock {
  /** In the image, base included. */
  readonly newPosition: number;
  readonly newBytes: number;
}

/** A bundle of many incompressible blocks is hardly larger than the 8 MiB of the largest flash. */
const maxUnpackedBytes = 16 * 1024 * 1024;

/** Unpacks the bundle at `offset` and checks that its pieces use up its bytes. Throws `firmware.damaged`. */
export function readRdaBundle(
  reader: ByteReader,
  offset: number,
  sizeBytes: number,
  budget: UnpackBudget,
): RdaBundle {
  reader.need(offset, sizeBytes, 'rdaota.bundle');
  const stream = reader.bytes.subarray(offset, offset + sizeBytes);
  const announced = lzmaAloneSize(stream);
  if (announced === null || announced > BigInt(maxUnpackedBytes)) {
    const expected = `at most ${maxUnpackedBytes} bytes`;
    throw damaged({ check: 'rdaota.bundleSize', offset, expected, found: `${announced ?? 'none'}` });
  }
  budget.spend(Number(announced), 'rdaota.bundleSize', offset);
  const place = { check: 'rdaota.lzma', offset, sizeBytes: Number(announced) };
  const content = createByteReader(unpackLzmaAlone(stream, place));
  return { offset, sizeBytes, unpackedBytes: content.bytes.length, blocks: readBlocks(content, offset) };
}

/** Block table, then all difference bytes, then all inserted bytes. `at` places faults at the bundle. */
function readBlocks(content: ByteReader, at: number): RdaBlock[] {
  const check = 'rdaota.bundleTable';
  const blocks: RdaBlock[] = [];
  const count = content.u32(0, check);
  let [offset, used] = [4, 0];
  for (let i = 0; i < count; i += 1) {
    const newPosition = content.u32(offset, check);
    const pieces = content.u32(offset + 8, check);
    content.need(offset + 12, pieces * 12, check);
    let newBytes = 0;
    for (let k = 0; k < pieces; k += 1) {
      const piece = offset + 12 + 12 * k;
      newBytes += content.u32(piece + 4, check) + content.u32(piece + 8, check);
    }
    offset += 12 + 12 * pieces;
    used += newBytes;
    blocks.push({ newPosition, newBytes });
  }
  const rest = content.bytes.length - offset;
  if (used !== rest) throw damaged({ check: 'rdaota.bundleRest', offset: at, expected: used, found: rest });
  return blocks;
}
