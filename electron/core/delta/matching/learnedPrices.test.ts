import { describe, expect, it } from 'vitest';
import { codeLikeBytes } from '../../../../test/support/syntheticImage.ts';
import { learnPrices } from './learnedPrices.ts';
import { parsePart } from './parse.ts';
import { priceLists } from './prices.ts';

describe('learnPrices', () => {
  const [usual] = priceLists(codeLikeBytes(1000, 1));
  if (usual === undefined) throw new Error('no price list');

  it('makes a difference cheap that comes everywhere, and a rare one dear', () => {
    const old = codeLikeBytes(4000, 61);
    const next = old.map((byte, at) => (at % 4 === 0 ? byte + 0xd8 : byte));
    next[1] = (next[1] ?? 0) + 3;
    const { diff } = learnPrices(old, next, [{ offset: 0, start: 0, end: 4000 }], usual);
    expect(diff[0xd8]).toBeLessThan(1.5);
    expect(diff[3]).toBeGreaterThan(5);
    expect(diff[0]).toBe(usual.diff[0]);
  });

  it('keeps a table whose addresses all moved by the same amount in one piece, though accidental copies fit better', () => {
    // pairs of bytes: one moved, one not; the same image elsewhere fits in a few more places, each time differently
    const table = Uint8Array.from({ length: 3000 }, (_, at) => (at * at * 7) & 0xff);
    const next = table.map((byte, at) => (at % 2 === 0 ? byte + 0x14 : byte));
    const decoy = next.map((byte, at) => (at % 2 === 0 && at % 5 !== 0 ? byte + at : byte));
    const old = Uint8Array.from([...table, ...decoy]);
    const part = { start: 0, end: 3000 };
    const lanes = [0, 3000].map((offset) => ({ offset, ...part }));
    const flat = parsePart(old, next, part, lanes, 0, usual);
    expect(flat.at(-1)?.offset).toBe(3000);
    const learned = parsePart(old, next, part, lanes, 0, learnPrices(old, next, lanes, usual));
    expect(learned).toEqual([{ ...part, offset: 0 }]);
  });
});
