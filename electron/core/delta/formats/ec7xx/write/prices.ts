import type { CostModel } from '../../../matching/parse.ts';

const settings = [
  { record: 45, changed: 9, literalBias: -0.7 },
  { record: 32, changed: 7, literalBias: -0.7 },
  { record: 26, changed: 9, literalBias: 0 },
  { record: 70, changed: 7, literalBias: -1 },
] as const;

const unchanged = 0.05;
const contextGain = 0.9;

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
