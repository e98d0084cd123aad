import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../test/support/syntheticImage.ts';
import { createPriceSearch, tableBits } from './codeLengths.ts';

/** How much of the code space the lengths take: 1 is a complete code. */
const space = (lengths: Uint8Array): number => lengths.reduce((sum, length) => sum + 2 ** -length, 0);

const bill = (lengths: Uint8Array, counts: Int32Array): number =>
  tableBits(lengths) + counts.reduce((sum, count, s) => sum + count * (lengths[s] ?? 0), 0);

describe('chooseLengths', () => {
  it('gives a complete code with lengths that bzip2 knows, whatever the counts', () => {
    const random = seededRandom(21);
    for (let round = 0; round < 300; round++) {
      const search = createPriceSearch();
      const size = 3 + random(256);
      const most = [1, 2, 50, 4000][round % 4] ?? 1;
      for (let again = 0; again < 2; again++) {
        const counts = Int32Array.from({ length: size }, () => random(1 + random(most)));
        const lengths = search.chooseLengths(counts, 1 + random(8));
        expect(space(lengths)).toBe(1);
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(17);
      }
    }
  });

  it('finds a code for counts of zero and for one symbol that is nearly everything', () => {
    expect(space(createPriceSearch().chooseLengths(new Int32Array(258), 2))).toBe(1);
    const counts = new Int32Array(258);
    counts[7] = 100_000;
    const lengths = createPriceSearch().chooseLengths(counts, 4);
    expect(space(lengths)).toBe(1);
    expect(lengths[7]).toBe(1);
  });

  it('pays for the table too: a lone frequent symbol among equal ones is not worth every step', () => {
    const counts = new Int32Array(64).fill(3);
    counts[30] = 4;
    const lengths = createPriceSearch().chooseLengths(counts, 8);
    expect(bill(lengths, counts)).toBeLessThanOrEqual(bill(new Uint8Array(64).fill(6), counts));
  });
});
