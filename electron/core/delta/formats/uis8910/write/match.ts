import { matchesAtOffset } from '../../../matching/anchors.ts';
import { type Lane, openLanes } from '../../../matching/lanes.ts';
import { createMatchIndex, type MatchIndex } from '../../../matching/matchIndex.ts';
import { type CostModel, type Piece, parsePart } from '../../../matching/parse.ts';
import type { BlockView } from './flash.ts';

/**
 * Where a block of NEW can be copied from. Places in OLD and in the part of NEW that is written already live in one address
 * space: OLD first, NEW behind it.
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

/**
 * Shortest matches to start from, measured on the one real pair: in OLD down to six bytes (ten cost 6 % more), while
 * repetitions inside NEW only pay when they are long, since LZMA sees the short ones itself.
 */
const inOldSearch = { minLength: 6, keepPerSide: 4, maxSteps: 64 } as const;
const inNewSearch = { minLength: 16, keepPerSide: 3, maxSteps: 64 } as const;
const wide = { drop: 24, crowding: 30 } as const;
const narrow = { drop: 24, crowding: 6 } as const;

/** Bits after LZMA: a record's three words, a difference, and how much a byte written out costs over its plain frequency. */
const recordBits = 50;
const changedBits = 4;
const unchangedBits = 0.1;
const literalGain = 0.8;
const literalBias = 0.8;

export function openSources(oldBytes: Uint8Array, newBytes: Uint8Array): Sources {
  const both = new Uint8Array(oldBytes.length + newBytes.length);
  both.set(oldBytes);
  both.set(newBytes, oldBytes.length);
  return {
    old: oldBytes,
    new: newBytes,
    both,
    inOld: createMatchIndex(oldBytes, newBytes),
    inNew: createMatchIndex(newBytes, newBytes),
    costs: pricesFor(newBytes),
  };
}

/** The cheapest pieces for one block; offsets count in the joined address space. */
export function matchBlock(sources: Sources, view: BlockView): Piece[] {
  const lanes = [...lanesInOld(sources, view), ...lanesInNew(sources, view)];
  const noOffset = Number.NaN;
  return parsePart(sources.both, sources.new, view.part, lanes, noOffset, sources.costs);
}

function lanesInOld(sources: Sources, { part, oldWindow }: BlockView): Lane[] {
  const { old, new: next } = sources;
  const { minLength } = inOldSearch;
  const matches = sources.inOld.findMatches(part.start, part.end, oldWindow, inOldSearch);
  for (const offset of new Set([0, old.length - next.length])) {
    matches.push(...matchesAtOffset(old, next, offset, part, oldWindow, minLength));
  }
  return openLanes(old, next, matches, part, oldWindow, wide);
}

function lanesInNew(sources: Sources, { part, newWindow }: BlockView): Lane[] {
  const { old, new: next } = sources;
  if (newWindow.end <= newWindow.start) return [];
  const matches = sources.inNew.findMatches(part.start, part.end, newWindow, inNewSearch);
  const lanes = openLanes(next, next, matches, part, newWindow, narrow);
  return lanes.map((lane) => ({ ...lane, offset: lane.offset + old.length }));
}

function pricesFor(image: Uint8Array): CostModel {
  const counts = new Float64Array(256).fill(0.5);
  for (const byte of image) counts[byte] = (counts[byte] ?? 0) + 1;
  const total = image.length + 128;
  const diff = new Float64Array(256).fill(changedBits);
  diff[0] = unchangedBits;
  const literal = counts.map((count) => Math.max(0.5, Math.log2(total / count) * literalGain + literalBias));
  return { diff, literal, record: recordBits };
}
