import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codeLikeBytes, seededRandom } from '../../../../../../../test/support/syntheticImage.ts';
import { limitedLengths } from './codes.ts';
import { deflateSmallest } from './encode.ts';

const roundTrip = (data: Uint8Array): Uint8Array => new Uint8Array(inflateRawSync(deflateSmallest(data)));

describe('deflate', () => {
  it('is inflated to the same bytes whatever they are', () => {
    const random = seededRandom(4);
    const cases = [
      ...[0, 1, 2, 3, 4, 257, 258, 259, 600].map((size) => new Uint8Array(size)),
      Uint8Array.from({ length: 256 }, (_, i) => i),
      Uint8Array.from({ length: 3000 }, () => random(256)),
      Uint8Array.from({ length: 3000 }, () => random(2)),
      Uint8Array.from({ length: 20_000 }, (_, i) => (i % 7) * (i % 11)),
      codeLikeBytes(40_000, 3),
      codeLikeBytes(140_000, 3),
    ];
    for (const data of cases) {
      expect(Buffer.compare(roundTrip(data), data), `${data.length} bytes`).toBe(0);
    }
    for (let round = 0; round < 60; round++) {
      const alphabet = 1 + random(256);
      const data = Uint8Array.from({ length: random(900) }, () => random(alphabet));
      expect(Buffer.compare(roundTrip(data), data), `round ${round}`).toBe(0);
    }
  });

  it('copies from as far as the format allows, and no farther', () => {
    const noise = codeLikeBytes(32_768, 9);
    const near = new Uint8Array(Buffer.concat([noise, noise]));
    expect(Buffer.compare(roundTrip(near), near)).toBe(0);
    const far = new Uint8Array(Buffer.concat([noise, Uint8Array.of(1), noise]));
    expect(Buffer.compare(roundTrip(far), far)).toBe(0);
  });
});

describe('code lengths', () => {
  it('never pass their limit and use all the room', () => {
    const counts = Array.from({ length: 40 }, (_, i) => 1.6 ** i);
    for (const limit of [7, 9, 15]) {
      const lengths = limitedLengths(counts, limit);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
      expect([...lengths].reduce((room, bits) => room + 2 ** -bits, 0)).toBe(1);
    }
  });

  it('are none without symbols and one bit for a single one', () => {
    expect([...limitedLengths([0, 0], 15)]).toEqual([0, 0]);
    expect([...limitedLengths([0, 5], 15)]).toEqual([0, 1]);
  });
});
