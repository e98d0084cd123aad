import { describe, expect, it } from 'vitest';
import { codeLikeBytes, laterBuild } from '../../../../test/support/syntheticImage.ts';
import { findSeedsAtOffset } from './anchors.ts';
import { openLanes } from './lanes.ts';
import { createBothIndexes, createMatchIndex, findSeeds, type Window } from './matchIndex.ts';
import { type Piece, parsePart } from './parse.ts';
import { priceLists } from './prices.ts';
import { createSeeds, type Seeds } from './seeds.ts';

const search = { minLength: 5, keepPerSide: 4, maxSteps: 24 };

function seedsOf(old: Uint8Array, next: Uint8Array, part: Window, window: Window): Seeds {
  const seeds = createSeeds(4);
  findSeeds(createMatchIndex(old, next), part, window, search, seeds);
  return seeds;
}

/** As `[newStart, offset]`. */
function listed(seeds: Seeds): number[][] {
  return Array.from({ length: seeds.count }, (_, i) => [seeds.newStart(i), seeds.offset(i)]);
}

function parse(old: Uint8Array, next: Uint8Array, part: Window, window: Window, list = 0): Piece[] {
  const lanes = openLanes(old, next, seedsOf(old, next, part, window), part, window, {
    drop: 8,
    crowding: 32,
  });
  const prices = priceLists(next)[list];
  if (prices === undefined) throw new Error(`no price list ${list}`);
  return parsePart(old, next, part, lanes, 0, prices);
}

describe('findSeeds', () => {
  const old = new TextEncoder().encode('..needle....needle-and-thread');
  const next = new TextEncoder().encode('needle-and');
  const whole = { start: 0, end: next.length };

  it('reports beginnings inside the window only', () => {
    const everywhere = listed(seedsOf(old, next, whole, { start: 0, end: old.length }));
    expect(everywhere).toContainEqual([0, 12]);
    expect(everywhere).toContainEqual([0, 2]);
    expect(listed(seedsOf(old, next, whole, { start: 0, end: 14 }))).toEqual([[0, 2]]);
    expect(listed(seedsOf(old, next, whole, { start: 12, end: 20 }))).toEqual([[0, 12]]);
    expect(listed(seedsOf(old, next, whole, { start: 5, end: 5 }))).toEqual([]);
  });

  it('finds what NEW repeats of itself through the other half of one sorting', () => {
    const twice = new TextEncoder().encode('needle-and-needle-and');
    const seeds = createSeeds();
    const { inOld, inNew } = createBothIndexes(old, twice);
    findSeeds(inNew, { start: 11, end: 21 }, { start: 0, end: 11 }, search, seeds, 100);
    expect(listed(seeds)).toContainEqual([11, 89]);
    expect(inOld).toEqual(createMatchIndex(old, twice));
  });

  it('does little in one long run of equal bytes, where everything fits everywhere', () => {
    const zeros = new Uint8Array(50_000);
    const seeds = seedsOf(zeros, zeros, { start: 0, end: 32_768 }, { start: 0, end: 50_000 });
    expect(seeds.count).toBeLessThan(8 * 32_768);
  });
});

describe('findSeedsAtOffset', () => {
  it('reports the beginnings of equal stretches of one offset inside part and window', () => {
    const old = new TextEncoder().encode('abcdefghijklmnop');
    const next = new TextEncoder().encode('xxabcdeXghijklmn');
    const part = { start: 0, end: next.length };
    const at = (offset: number, window: Window): number[][] => {
      const seeds = createSeeds();
      findSeedsAtOffset(old, next, offset, part, window, 3, seeds);
      return listed(seeds);
    };
    const whole = { start: 0, end: old.length };
    expect(at(-2, whole)).toEqual([
      [2, -2],
      [8, -2],
    ]);
    expect(at(-2, { start: 1, end: 8 })).toEqual([[3, -2]]);
    expect(at(100, whole)).toEqual([]);
  });
});

describe('openLanes', () => {
  it('keeps the longest lanes when periodic data offers too many', () => {
    const periodic = Uint8Array.from({ length: 4000 }, (_, i) => i % 7);
    const whole = { start: 0, end: 4000 };
    const seeds = createSeeds();
    for (let i = 0; i < 500; i++) seeds.push(0, 7 * i);
    const lanes = openLanes(periodic, periodic, seeds, whole, whole, { drop: 8, crowding: 3 });
    const total = lanes.reduce((sum, lane) => sum + lane.end - lane.start, 0);
    expect(total).toBeLessThanOrEqual(3 * 4000);
    expect(lanes[0]).toEqual({ offset: 0, start: 0, end: 4000 });
  });
});

describe('parsePart', () => {
  it('copies an unchanged part in one piece', () => {
    const image = codeLikeBytes(20_000, 41);
    const whole = { start: 0, end: image.length };
    expect(parse(image, image, whole, whole)).toEqual([{ start: 0, end: 20_000, offset: 0 }]);
  });

  it('crosses single changed bytes without opening a record', () => {
    const old = codeLikeBytes(5000, 42);
    const next = old.slice();
    for (let at = 100; at < next.length; at += 97) next[at] = (next[at] ?? 0) + 4;
    const whole = { start: 0, end: old.length };
    expect(parse(old, next, whole, whole)).toEqual([{ start: 0, end: 5000, offset: 0 }]);
  });

  it('writes out an insertion and goes on behind it', () => {
    const old = codeLikeBytes(6000, 43);
    const inserted = Uint8Array.from({ length: 100 }, (_, i) => (i * i * 31 + 7) & 0xff);
    const next = Uint8Array.from([...old.slice(0, 3000), ...inserted, ...old.slice(3000)]);
    const pieces = parse(old, next, { start: 0, end: next.length }, { start: 0, end: old.length });
    expect(pieces[0]).toMatchObject({ start: 0, offset: 0 });
    expect(pieces.at(-1)).toMatchObject({ end: 6100, offset: -100 });
    expect(pieces.length).toBeLessThanOrEqual(3);
  });

  it('covers every part exactly once, without reading outside the window', () => {
    const old = codeLikeBytes(60_000, 44);
    const next = laterBuild(old, 45, 30);
    for (let list = 0; list < priceLists(next).length; list++) {
      for (let start = 0; start < next.length; start += 8192) {
        const part = { start, end: Math.min(start + 8192, next.length) };
        const window = { start: Math.min(start, old.length), end: old.length };
        let at = start;
        for (const piece of parse(old, next, part, window, list)) {
          expect(piece.start).toBe(at);
          expect(piece.end).toBeGreaterThan(piece.start);
          if (piece.offset !== null) {
            expect(piece.start + piece.offset).toBeGreaterThanOrEqual(window.start);
            expect(piece.end + piece.offset).toBeLessThanOrEqual(window.end);
          }
          at = piece.end;
        }
        expect(at).toBe(part.end);
      }
    }
  });
});
