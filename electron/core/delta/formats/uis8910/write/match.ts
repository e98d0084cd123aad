import { findSeedsAtOffset } from '../../../matching/anchors.ts';
import { type Lane, openLanes } from '../../../matching/lanes.ts';
import { learnPrices } from '../../../matching/learnedPrices.ts';
import { createBothIndexes, findSeeds, type MatchIndex } from '../../../matching/matchIndex.ts';
import { type CostModel, type Piece, parsePart } from '../../../matching/parse.ts';
import { createSeeds } from '../../../matching/seeds.ts';
import type { BlockView } from './flash.ts';

/**
 * Where a block of NEW can be copied from. Places in OLD and in the part of NEW that is written already live in one address
 * space: OLD first, NEW behind it. All of it lies in shared memory.
 */
export interface Sources {
  readonly old: Uint8Array;
  readonly new: Uint8Array;
  /** OLD and NEW, one behind the other. */
  readonly both: Uint8Array;
  readonly inOld: MatchIndex;
  readonly inNew: MatchIndex;
  readonly costs: CostModel;
}

/** A block to find pieces for. */
export interface BlockSearch {
  readonly sources: Sources;
  readonly view: BlockView;
}

/**
 * Shortest matches to start from, measured on the one real pair: in OLD down to six bytes (ten cost 6 % more), while
 * repetitions inside NEW only pay when they are long, since LZMA sees the short ones itself.
 */
const inOldSearch = { minLength: 6, keepPerSide: 4, maxSteps: 64 } as const;
const inNewSearch = { minLength: 16, keepPerSide: 3, maxSteps: 64 } as const;
const wide = { drop: 24, crowding: 30 } as const;
const narrow = { drop: 24, crowding: 6 } as const;

/** Bits after LZMA: a record's three words, a byte that fits, and how much a byte written out costs over its plain frequency. */
const recordBits = 40;
const unchangedBits = 0.1;
const literalGain = 0.8;
const literalBias = 0.2;

export function openSources(oldBytes: Uint8Array, newBytes: Uint8Array): Sources {
  const { both, inOld, inNew } = createBothIndexes(oldBytes, newBytes);
  return { old: inOld.old, new: inOld.new, both, inOld, inNew, costs: pricesFor(newBytes) };
}

/** The cheapest pieces for one block; offsets count in the joined address space. */
export function matchBlock({ sources, view }: BlockSearch): Piece[] {
  const lanes = [...lanesInOld(sources, view), ...lanesInNew(sources, view)].sort(
    (a, b) => a.start - b.start,
  );
  const noOffset = Number.NaN;
  const { both, new: next } = sources;
  const costs = learnPrices(both, next, lanes, sources.costs);
  return parsePart(both, next, view.part, lanes, noOffset, costs);
}

function lanesInOld({ old, new: next, inOld }: Sources, { part, oldWindow }: BlockView): Lane[] {
  const seeds = createSeeds();
  findSeeds(inOld, part, oldWindow, inOldSearch, seeds);
  for (const offset of new Set([0, old.length - next.length])) {
    findSeedsAtOffset(old, next, offset, part, oldWindow, inOldSearch.minLength, seeds);
  }
  return openLanes(old, next, seeds, part, oldWindow, wide);
}

function lanesInNew({ old, both, new: next, inNew }: Sources, { part, newWindow }: BlockView): Lane[] {
  if (newWindow.end <= newWindow.start) return [];
  const seeds = createSeeds();
  findSeeds(inNew, part, newWindow, inNewSearch, seeds, old.length);
  const window = { start: newWindow.start + old.length, end: newWindow.end + old.length };
  return openLanes(both, next, seeds, part, window, narrow);
}

function pricesFor(image: Uint8Array): CostModel {
  const counts = new Float64Array(256).fill(0.5);
  for (let at = 0; at < image.length; at++) {
    const byte = image[at] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  const total = image.length + 128;
  // what the differences cost is learnt block by block
  const diff = new Float64Array(256).fill(unchangedBits);
  const literal = counts.map((count) => Math.max(0.5, Math.log2(total / count) * literalGain + literalBias));
  return { diff, literal, record: recordBits };
}
