/**
 * Lengths of an optimal prefix code whose longest word has `limit` bits (package-merge, Larmore and Hirschberg 1990); 0 where a
 * symbol does not occur. A single symbol gets one bit.
 */
export function limitedLengths(counts: ArrayLike<number>, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const leaves: Package[] = [];
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const weight = counts[symbol] ?? 0;
    if (weight > 0) leaves.push({ weight, symbols: [symbol] });
  }
  leaves.sort((a, b) => a.weight - b.weight);
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) {
    lengths[only.symbols[0] ?? 0] = 1;
    return lengths;
  }
  let level: Package[] = [];
  for (let bits = 0; bits < limit; bits++) level = merge(leaves, pairs(level));
  for (const { symbols } of level.slice(0, Math.max(0, 2 * leaves.length - 2))) {
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
  }
  return lengths;
}

interface Package {
  readonly weight: number;
  readonly symbols: readonly number[];
}

function pairs(level: readonly Package[]): Package[] {
  const out: Package[] = [];
  for (let i = 0; i + 1 < level.length; i += 2) {
    const [a, b] = [level[i], level[i + 1]];
    if (a !== undefined && b !== undefined) {
      out.push({ weight: a.weight + b.weight, symbols: [...a.symbols, ...b.symbols] });
    }
  }
  return out;
}

function merge(a: readonly Package[], b: readonly Package[]): Package[] {
  return [...a, ...b].sort((x, y) => x.weight - y.weight);
}

/** The words of the canonical code with these lengths, first bit lowest as deflate sends them. */
export function codeWords(lengths: Uint8Array): Uint16Array {
  const words = new Uint16Array(lengths.length);
  let next = 0;
  for (let bits = 1; bits <= 15; bits++) {
    next <<= 1;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== bits) continue;
      words[symbol] = reversed(next, bits);
      next++;
    }
  }
  return words;
}

function reversed(word: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i++) out |= ((word >> i) & 1) << (bits - 1 - i);
  return out;
}
