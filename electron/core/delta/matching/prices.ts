import type { CostModel } from './parse.ts';

/**
 * Price lists for the parse, in bits. No single one is best for every part: how well small-block bzip2 codes a byte that was
 * written out, against a difference or a new record, depends on what else is in the block. The writer tries each and
 * keeps the smallest result. The numbers were picked on one EC618 pair (AP and CP), where each moved the size
 * by less than one percent.
 */
const settings = [
  { record: 60, changed: 9, literalBias: -0.7 },
  { record: 45, changed: 7, literalBias: -0.7 },
  { record: 35, changed: 9, literalBias: 0 },
  { record: 90, changed: 7, literalBias: -1 },
] as const;

/** Bits of a copied byte that fits: a long run of zeros is nearly free. */
const unchanged = 0.05;
/** bzip2 gains about a tenth over the plain frequency of a byte. */
const contextGain = 0.9;

/** Price lists for an image, whose byte frequencies say what writing a byte out costs. */
export function priceLists(image: Uint8Array): CostModel[] {
  const counts = new Float64Array(256).fill(0.5);
  for (const byte of image) counts[byte] = (counts[byte] ?? 0) + 1;
  const total = image.length + 128;
  return settings.map(({ record, changed, literalBias }) => {
    const diff = new Float64Array(256).fill(changed);
    diff[0] = unchanged;
    const literal = counts.map((count) =>
      Math.max(0.5, Math.log2(total / count) * contextGain + literalBias),
    );
    return { diff, literal, record };
  });
}
