import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../test/support/syntheticImage.ts';
import { enforceBlockRule, walkBlocks } from './blockRule.ts';
import { encodeBzip2, estimateBzip2, maxBlockBytes } from './encode.ts';

const seekBzip: { decode(input: Uint8Array): Uint8Array } = createRequire(import.meta.url)('seek-bzip');

/** Packs, checks the block rule, unpacks with a decoder that is not ours. */
function roundTrip(data: Uint8Array): void {
  const packed = encodeBzip2(data);
  const report = walkBlocks(packed);
  enforceBlockRule(report);
  expect(report.sizeBytes).toBe(packed.length);
  for (const block of report.blocks) expect(block.runLengthBytes).toBeLessThanOrEqual(maxBlockBytes);
  expect(Buffer.compare(seekBzip.decode(packed), data)).toBe(0);
}

describe('encodeBzip2', () => {
  it('packs nothing to the 14 bytes of an empty stream', () => {
    expect(Buffer.from(encodeBzip2(new Uint8Array(0))).toString('hex')).toBe('425a683117724538509000000000');
    roundTrip(new Uint8Array(0));
  });

  it('keeps runs of every critical length', () => {
    for (const length of [1, 2, 3, 4, 5, 6, 254, 255, 256, 257, 258, 259, 260, 510, 511, 1000]) {
      roundTrip(new Uint8Array(length).fill(0x41));
      roundTrip(Uint8Array.from([7, ...new Uint8Array(length), 7, ...new Uint8Array(length).fill(7), 0]));
    }
  });

  it('keeps all 256 byte values, once and often', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    roundTrip(all);
    roundTrip(Uint8Array.from({ length: 20_000 }, (_, i) => (i * 167) & 0xff));
  });

  it('keeps periodic blocks, whose rotations are equal', () => {
    for (const period of ['ab', 'aab', 'abcabd']) roundTrip(new TextEncoder().encode(period.repeat(2000)));
  });

  it('splits incompressible and runny data into blocks that the module accepts', () => {
    const random = seededRandom(3);
    roundTrip(Uint8Array.from({ length: 30_000 }, () => random(256)));
    roundTrip(Uint8Array.from({ length: 30_000 }, (_, i) => (i % 5 < 4 ? 0 : 1 + random(255))));
    roundTrip(new Uint8Array(200_000));
  });

  it('fills a block to the last byte without going over', () => {
    const random = seededRandom(4);
    for (let extra = -2; extra <= 2; extra++) {
      roundTrip(Uint8Array.from({ length: maxBlockBytes + extra }, () => random(250)));
    }
  });

  it('keeps random mixtures of runs and noise', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 60; round++) {
      const bytes: number[] = [];
      while (bytes.length < 3000) {
        const value = random(1 + random(256));
        for (let k = random(2) === 0 ? 1 : random(300); k > 0; k--) bytes.push(value);
      }
      roundTrip(Uint8Array.from(bytes.slice(0, random(3000))));
    }
  });

  it('is smaller than its own estimate or close to it', () => {
    const random = seededRandom(6);
    const data = Uint8Array.from({ length: 9000 }, () => (random(4) === 0 ? random(40) : 0));
    expect(encodeBzip2(data).length).toBeLessThanOrEqual(estimateBzip2(data) * 1.01);
  });
});
