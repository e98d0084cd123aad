import { describe, expect, it } from 'vitest';
import { codeLikeBytes } from '../../../../test/support/syntheticImage.ts';
import { findMatches, type MatchSource, streamMatches } from './matches.ts';

/** Length and distance of everything that is known at one position. */
function at(source: MatchSource, position: number, windowBytes: number): number[] {
  const { first, starts, lengths, distances } = source.listsFor(position, position + windowBytes);
  const found: number[] = [];
  for (let i = starts[position - first] ?? 0; i < (starts[position - first + 1] ?? 0); i++) {
    found.push(lengths[i] ?? 0, distances[i] ?? 0);
  }
  return found;
}

describe('matches', () => {
  const code = codeLikeBytes(90_000, 4);
  const data = Uint8Array.from([...code, ...new Uint8Array(40_000), ...code.subarray(20_000)]);

  it('are the same when they are forgotten behind the pass as when all are kept', () => {
    const all = findMatches(data, 1 << 20);
    const passing = streamMatches(data, 1 << 20);
    for (let position = 0; position < data.length; position += 1 + (position % 700)) {
      expect(at(passing, position, 512), `position ${position}`).toEqual(at(all, position, 512));
    }
  });

  it('name true copies within the dictionary, longer ones farther away', () => {
    const source = findMatches(data, 30_000);
    for (let position = 0; position < data.length; position += 37) {
      const found = at(source, position, 0);
      for (let i = 0; i < found.length; i += 2) {
        const [length = 0, distance = 0] = found.slice(i);
        expect(distance).toBeLessThan(30_000);
        const from = position - distance - 1;
        expect(
          Buffer.compare(data.subarray(from, from + length), data.subarray(position, position + length)),
        ).toBe(0);
        if (i > 0) expect(length).toBeGreaterThan(found[i - 2] ?? 0);
      }
    }
  });
});
