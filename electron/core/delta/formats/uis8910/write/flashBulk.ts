import { runAll } from '../../../crew/crew.ts';
import type { Work } from '../../work.ts';
import { type MatchedBlock, writeBundle } from './bundle.ts';
import { updateCrc } from './crc.ts';
import { type BlockOrder, viewBlocks } from './flash.ts';
import { openSources, type Sources } from './match.ts';

/** How often `writeFlashBulk` reports each byte of NEW: once for each order of blocks, and once while packing. */
export const passesOverNew = 3;

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

/** The change of one flash image. Both orders are tried and weighed by deflate, which is fast and ranks them as LZMA does. */
export async function writeFlashBulk(
  base: number,
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  work: Work,
): Promise<FlashBulk> {
  const { order, plain } = await lighterOrder(base, openSources(oldBytes, newBytes), work);
  const bundle = await work.crew.run('lzmaAlone', { data: plain, props: lzma });
  work.advance(newBytes.length);
  return {
    base,
    oldBytes: oldBytes.length,
    oldCrc: updateCrc(oldBytes),
    blockCount: viewBlocks(oldBytes.length, newBytes.length, 'ascending').length,
    order,
    bundle,
  };
}

interface PlainBundle {
  readonly order: BlockOrder;
  readonly plain: Uint8Array;
}

async function lighterOrder(base: number, sources: Sources, work: Work): Promise<PlainBundle> {
  const orders: readonly BlockOrder[] = ['descending', 'ascending'];
  const matched = await Promise.all(orders.map((order) => matchAll(sources, order, work)));
  const plains = matched.map((blocks) => writeBundle(sources, base, blocks));
  const weights = await runAll(work.crew, 'deflatedSize', plains);
  const lighter = (weights[1] ?? 0) < (weights[0] ?? 0) ? 1 : 0;
  return { order: orders[lighter] ?? 'descending', plain: plains[lighter] ?? new Uint8Array(0) };
}

async function matchAll(sources: Sources, order: BlockOrder, work: Work): Promise<MatchedBlock[]> {
  const views = viewBlocks(sources.old.length, sources.new.length, order);
  const inputs = views.map((view) => ({ sources, view }));
  const found = await runAll(work.crew, 'uis8910Block', inputs, (i) => {
    const part = views[i]?.part;
    if (part !== undefined) work.advance(part.end - part.start);
  });
  return views.map((view, i) => ({ view, pieces: found[i] ?? [] }));
}
