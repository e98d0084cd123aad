import { describe, expect, it } from 'vitest';
import { planHops } from './hops.ts';

type Sizes = readonly (readonly (number | null)[])[];

/** Runs the search over a table of sizes and notes which were asked for. */
async function search(sizes: Sizes, from: number, to: number) {
  const asked: string[] = [];
  const chain = await planHops({
    releases: sizes.length,
    from,
    to,
    sizeOf: async (a, b) => {
      asked.push(`${a}>${b}`);
      return sizes[a]?.[b] ?? null;
    },
  });
  return { chain, asked };
}

/** Every chain without a repetition, by hand. */
function bruteForce(sizes: Sizes, from: number, to: number): { hops: number; largest: number } | null {
  let best: { hops: number; largest: number } | null = null;
  const walk = (at: number, seen: readonly number[], largest: number): void => {
    if (at === to) {
      const hops = seen.length - 1;
      if (best === null || hops < best.hops || (hops === best.hops && largest < best.largest))
        best = { hops, largest };
      return;
    }
    for (let next = 0; next < sizes.length; next++) {
      const bytes = sizes[at]?.[next] ?? null;
      if (bytes !== null && !seen.includes(next)) walk(next, [...seen, next], Math.max(largest, bytes));
    }
  };
  walk(from, [from], 0);
  return best;
}

/** xorshift32; the seed is in the name of a failing case. */
function createRandom(seed: number): () => number {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

function randomSizes(seed: number): Sizes {
  const random = createRandom(seed);
  const count = 2 + Math.floor(random() * 6);
  const density = random();
  const sizes = Array.from({ length: count }, () =>
    Array.from({ length: count }, () => (random() < density ? 1 + Math.floor(random() * 9) : null)),
  );
  return sizes;
}

describe('planHops', () => {
  it('asks for nothing but the direct package where that fits', async () => {
    const { chain, asked } = await search([[null, 1, 9], [null, null, 1], []], 0, 2);
    expect(chain).toEqual({ releases: [0, 2], largestBytes: 9 });
    expect(asked).toEqual(['0>2']);
  });

  it('takes fewer hops before smaller packages', async () => {
    const sizes = [[null, 1, 8, null], [null, null, 1, null], [null, null, null, 8], []];
    expect((await search(sizes, 0, 3)).chain).toEqual({ releases: [0, 2, 3], largestBytes: 8 });
  });

  it('takes the chain whose largest package is the smallest, not the smallest sum', async () => {
    const sizes = [[null, 1, 5, null], [null, null, null, 7], [null, null, null, 5], []];
    expect((await search(sizes, 0, 3)).chain).toEqual({ releases: [0, 2, 3], largestBytes: 5 });
  });

  it('does not build a last step that cannot make the chain better', async () => {
    const { chain, asked } = await search(
      [[null, 2, 6, null], [null, null, null, 3], [null, null, null, 1], []],
      0,
      3,
    );
    expect(chain?.releases).toEqual([0, 1, 3]);
    expect(asked).not.toContain('2>3');
  });

  it('says so where there is no way', async () => {
    expect((await search([[null, 1, null], [], []], 0, 2)).chain).toBeNull();
  });

  it('passes on what a build throws', async () => {
    const sizeOf = () => Promise.reject(new Error('cancelled'));
    await expect(planHops({ releases: 2, from: 0, to: 1, sizeOf })).rejects.toThrow('cancelled');
  });

  it('finds what trying every chain finds, and asks for no pair twice', async () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const sizes = randomSizes(seed);
      const to = sizes.length - 1;
      const { chain, asked } = await search(sizes, 0, to);
      const best = bruteForce(sizes, 0, to);
      const found = chain && { hops: chain.releases.length - 1, largest: chain.largestBytes };
      expect(found, `seed ${seed}`).toEqual(best);
      expect(new Set(asked).size, `seed ${seed}`).toBe(asked.length);
      const steps = chain?.releases.slice(1).map((b, i) => sizes[chain.releases[i] ?? 0]?.[b] ?? 0) ?? [];
      if (chain) expect(Math.max(...steps), `seed ${seed}`).toBe(chain.largestBytes);
    }
  });
});
