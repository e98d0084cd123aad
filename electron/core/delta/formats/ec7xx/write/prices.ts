import type { CostModel } from '../../../matching/parse.ts';

/**
 * Price lists for the parse, in bits; the smallest result by estimate stays. A record is three numbers of mostly one to three
 * bytes each, which LZMA shortens further, so it costs half of an EC618's. Measured on the EC718P pair in both directions:
 * any list between 16 and 60 bits per record comes within half a percent, because most of the package are differences of
 * addresses, which no parse avoids.
 */
const settings = [
  { record: 26, changed: 11, literalBias: -2 },
  { record: 32, changed: 7, literalBias: -0.7 },
  { record: 45, changed: 9, literalBias: -0.7 },
] as const;

/** Bits of a copied byte that fits: a long run of zeros is nearly free. */
const unchanged = 0.05;
/** LZMA gains about a tenth over the plain frequency of a byte. */
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
