import { createMatchIndex, type MatchIndex } from '../../../matching/matchIndex.ts';
import type { CostModel } from '../../../matching/parse.ts';
import { priceLists } from '../../../matching/prices.ts';
import { ec618Limits } from '../limits.ts';
import { forward, reverse, type WriteDirection } from './direction.ts';
import { writePart } from './part.ts';

export interface ImagePayload {
  readonly direction: WriteDirection;
  readonly bytes: Uint8Array;
  readonly partCount: number;
  /** Payload bytes of both directions, for the record. */
  readonly tried: { readonly forward: number; readonly reverse: number };
}

/** Called after each part with the bytes of NEW it stands for; awaited, so that the thread can breathe and cancel. */
export type PartDone = (newBytes: number) => Promise<void>;

/** The payload of one image, in the direction that comes out smaller. */
export async function writeImage(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  onPart: PartDone,
): Promise<ImagePayload> {
  const index = createMatchIndex(oldBytes, newBytes);
  const prices = priceLists(newBytes);
  const ahead = await writePayload(index, forward, prices, onPart);
  const behind = await writePayload(index, reverse, prices, onPart);
  const tried = { forward: ahead.length, reverse: behind.length };
  const direction = behind.length < ahead.length ? reverse : forward;
  const partCount = Math.ceil(newBytes.length / ec618Limits.partBytes);
  return { direction, bytes: direction === reverse ? behind : ahead, partCount, tried };
}

/** `BPHD`, sizes by part number, parts in processing order (luat-formats 5.3). */
async function writePayload(
  index: MatchIndex,
  direction: WriteDirection,
  prices: readonly CostModel[],
  onPart: PartDone,
): Promise<Uint8Array> {
  const { partBytes } = ec618Limits;
  const parts: Uint8Array[] = [];
  for (let start = 0; start < index.new.length; start += partBytes) {
    parts.push(writePart(index, parts.length, direction, prices));
    await onPart(Math.min(partBytes, index.new.length - start));
  }
  const head = Buffer.alloc(16 + 4 * parts.length);
  head.write('BPHD', 0, 'latin1');
  head.writeUInt32LE(parts.length, 4);
  head.writeUInt32LE(index.old.length, 8);
  head.write(direction.tag, 12, 'latin1');
  parts.forEach((part, number) => {
    head.writeUInt32LE(part.length, 16 + 4 * number);
  });
  return new Uint8Array(Buffer.concat([head, ...(direction === reverse ? parts.toReversed() : parts)]));
}
