import type { SymbolStream } from './symbols.ts';

/** Symbols that share a code table. */
export const groupSize = 50;

export const groupCount = (stream: SymbolStream): number => Math.ceil(stream.symbols.length / groupSize);

/** log2(1 + symbol) for the symbols of any alphabet. */
const weights = Float64Array.from({ length: 258 }, (_, symbol) => Math.log2(1 + symbol));

/** First guess of a table per group: groups ordered by their share of runs, cut into `count` equal parts. */
export function splitByGroups(stream: SymbolStream, count: number): Uint8Array {
  const { symbols } = stream;
  const groups = groupCount(stream);
  const shares = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    const end = Math.min(symbols.length, (g + 1) * groupSize);
    let sum = 0;
    for (let i = g * groupSize; i < end; i++) sum += weights[symbols[i] ?? 0] ?? 0;
    shares[g] = sum / (end - g * groupSize);
  }
  const byShare = Array.from(shares.keys()).sort((a, b) => (shares[a] ?? 0) - (shares[b] ?? 0));
  const selectors = new Uint8Array(groups);
  byShare.forEach((g, order) => {
    selectors[g] = Math.floor((order * count) / groups);
  });
  return selectors;
}

/** First guess: symbol ranges of equal frequency, each group to the range that holds most of it (as the reference encoder). */
export function splitBySymbols(stream: SymbolStream, count: number): Uint8Array {
  const { symbols, alphabetSize } = stream;
  const frequency = new Int32Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] ?? 0;
    frequency[symbol] = (frequency[symbol] ?? 0) + 1;
  }
  const rangeOf = new Uint8Array(alphabetSize);
  let seen = 0;
  for (let s = 0; s < alphabetSize; s++) {
    rangeOf[s] = Math.min(count - 1, Math.floor((seen * count) / symbols.length));
    seen += frequency[s] ?? 0;
  }
  const selectors = new Uint8Array(groupCount(stream));
  const votes = new Int32Array(count);
  for (let g = 0; g < selectors.length; g++) {
    votes.fill(0);
    const end = Math.min(symbols.length, (g + 1) * groupSize);
    for (let i = g * groupSize; i < end; i++) {
      const range = rangeOf[symbols[i] ?? 0] ?? 0;
      votes[range] = (votes[range] ?? 0) + 1;
    }
    selectors[g] = votes.indexOf(Math.max(...votes));
  }
  return selectors;
}
