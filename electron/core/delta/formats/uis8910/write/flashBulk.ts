import { deflateRawSync } from 'node:zlib';
import { encodeLzmaAlone } from '../../../lzma/encode.ts';
import { type MatchedBlock, writeBundle } from './bundle.ts';
import { updateCrc } from './crc.ts';
import { type BlockOrder, viewBlocks } from './flash.ts';
import { matchBlock, openSources, type Sources } from './match.ts';

/** What a pack says about one image in flash. */
export interface FlashBulk {
  /** Where the image begins in flash. */
  readonly base: number;
  readonly oldBytes: number;
  readonly oldCrc: number;
  readonly blockCount: number;
  readonly order: BlockOrder;
  /** `.lzma` file with the blocks. */
  readonly bundle: Uint8Array;
}

/** As the vendor's tool sets it; the module's decoder has seen nothing else. */
const lzma = { lc: 3, lp: 0, pb: 2, dictionaryBytes: 0x2000000 } as const;

/**
 * The change of one flash image. Both orders are tried and weighed by deflate, which is fast and ranks them as LZMA does.
 * `onBlock` is awaited with the bytes of NEW after each block of each order; it may throw to stop.
 */
export async function writeFlashBulk(
  base: number,
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  onBlock: (newBytes: number) => Promise<void>,
): Promise<FlashBulk> {
  const sources = openSources(oldBytes, newBytes);
  let best: { order: BlockOrder; plain: Uint8Array; weight: number } | null = null;
  for (const order of ['descending', 'ascending'] as const) {
    const plain = writeBundle(sources, base, await matchAll(sources, order, onBlock));
    const weight = deflateRawSync(plain).length;
    if (best === null || weight < best.weight) best = { order, plain, weight };
  }
  return {
    base,
    oldBytes: oldBytes.length,
    oldCrc: updateCrc(oldBytes),
    blockCount: viewBlocks(oldBytes.length, newBytes.length, 'ascending').length,
    order: best?.order ?? 'descending',
    bundle: encodeLzmaAlone(best?.plain ?? new Uint8Array(0), lzma),
  };
}

async function matchAll(
  sources: Sources,
  order: BlockOrder,
  onBlock: (newBytes: number) => Promise<void>,
): Promise<MatchedBlock[]> {
  const blocks: MatchedBlock[] = [];
  for (const view of viewBlocks(sources.old.length, sources.new.length, order)) {
    blocks.push({ view, pieces: matchBlock(sources, view) });
    await onBlock(view.part.end - view.part.start);
  }
  return blocks;
}
